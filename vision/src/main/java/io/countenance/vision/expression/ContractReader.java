package io.countenance.vision.expression;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.countenance.vision.crop.CropPolicy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a model's contract off its metadata, and checks inputs and outputs against it. */
final class ContractReader {

    static final String INPUT = "faces";
    static final String OUTPUT = "distribution";
    private static final String LOGITS = "logits";

    private static final String CONTRACT_KEY = "countenance.contract";
    private static final String CONTRACT_VERSION = "1";
    private static final String LABELS_KEY = "countenance.labels";
    private static final String CROP_KEY = "countenance.crop";
    private static final String SIZE_KEY = "countenance.input-size";
    private static final int MIN_SIZE = 16;
    private static final int MAX_SIZE = 1024;

    private final ModelFile file;
    private final Map<String, String> metadata;

    private ContractReader(ModelFile file, Map<String, String> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    static ModelContract read(ModelFile file, OrtSession session) throws OrtException {
        ContractReader reader = new ContractReader(file, session.getMetadata().getCustomMetadata());
        return reader.read(session);
    }

    private ModelContract read(OrtSession session) throws OrtException {
        String version = metadata.get(CONTRACT_KEY);
        if (!CONTRACT_VERSION.equals(version)) {
            throw file.invalid(
                    "its metadata " + CONTRACT_KEY + " is " + quoted(version),
                    "'" + CONTRACT_VERSION + "'; the lab's export writes it");
        }
        List<String> labels = labels();
        CropPolicy cropPolicy = cropPolicy();
        int size = size();
        checkInput(session, size);
        checkOutput(session, OUTPUT, labels.size());
        if (session.getOutputNames().contains(LOGITS)) {
            checkOutput(session, LOGITS, labels.size());
        }
        return new ModelContract(file.modelId(), labels, cropPolicy, size, Map.copyOf(metadata));
    }

    private List<String> labels() {
        String text = metadata.get(LABELS_KEY);
        String rule = "two or more names, none empty, none twice, separated by commas";
        if (text == null) {
            throw file.invalid("its metadata has no " + LABELS_KEY, rule);
        }
        List<String> labels = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        Set<String> unique = new HashSet<>(labels);
        if (labels.size() < 2 || unique.size() < labels.size() || unique.contains("")) {
            throw file.invalid("its metadata " + LABELS_KEY + " is " + quoted(text), rule);
        }
        return labels;
    }

    private CropPolicy cropPolicy() {
        String text = metadata.get(CROP_KEY);
        String rule = "a crop policy such as 'square:0.25' or 'five-point'";
        if (text == null) {
            throw file.invalid("its metadata has no " + CROP_KEY, rule);
        }
        try {
            return CropPolicy.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(
                    file.file(),
                    "its metadata "
                            + CROP_KEY
                            + " is "
                            + quoted(text)
                            + " ("
                            + e.getMessage()
                            + ")",
                    rule,
                    e);
        }
    }

    private int size() {
        String text = metadata.get(SIZE_KEY);
        String rule = "the side of the square input in px, from " + MIN_SIZE + " to " + MAX_SIZE;
        if (text == null) {
            throw file.invalid("its metadata has no " + SIZE_KEY, rule);
        }
        try {
            int size = Integer.parseInt(text.strip());
            if (size >= MIN_SIZE && size <= MAX_SIZE) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new InvalidModelException(
                    file.file(), "its metadata " + SIZE_KEY + " is " + quoted(text), rule, e);
        }
        throw file.invalid("its metadata " + SIZE_KEY + " is " + quoted(text), rule);
    }

    private void checkInput(OrtSession session, int size) throws OrtException {
        String rule =
                "one input '" + INPUT + "', uint8 [N, " + size + ", " + size + ", 3] with any N";
        if (!session.getInputNames().equals(Set.of(INPUT))) {
            throw file.invalid("its inputs are " + session.getInputNames(), rule);
        }
        TensorInfo info = tensor(session.getInputInfo().get(INPUT));
        if (info == null
                || info.type != OnnxJavaType.UINT8
                || !Arrays.equals(info.getShape(), new long[] {-1, size, size, 3})) {
            throw file.invalid("its input '" + INPUT + "' is " + describe(info), rule);
        }
    }

    private void checkOutput(OrtSession session, String name, int labels) throws OrtException {
        String rule =
                "an output '"
                        + name
                        + "', float32 [N, "
                        + labels
                        + "] with any N, a column for each label of "
                        + LABELS_KEY;
        if (!session.getOutputNames().contains(name)) {
            throw file.invalid("its outputs are " + session.getOutputNames(), rule);
        }
        TensorInfo info = tensor(session.getOutputInfo().get(name));
        if (info == null
                || info.type != OnnxJavaType.FLOAT
                || !Arrays.equals(info.getShape(), new long[] {-1, labels})) {
            throw file.invalid("its output '" + name + "' is " + describe(info), rule);
        }
    }

    private static @Nullable TensorInfo tensor(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info ? info : null;
    }

    private static String describe(@Nullable TensorInfo info) {
        return info == null ? "no tensor" : info.type + " " + Arrays.toString(info.getShape());
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "missing" : "'" + text + "'";
    }
}
