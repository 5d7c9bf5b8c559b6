package io.countenance.vision.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.ExecutionProviders;
import io.countenance.vision.inference.ModelFileCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A detector that is an ONNX network of a known family.
 *
 * <p>On the CPU each picture is a call of its own: in a batch it has the same bits, but was no
 * faster (measured at 640 px, one thread and two). On CUDA pictures of the same input size share a
 * call.
 */
final class OnnxFaceDetector implements FaceDetector {

    /** Most pictures in a call on CUDA; bounds the memory that is held. */
    private static final int CUDA_BATCH = 8;

    private static final int MIN_FIXED_SIDE = 32;
    private static final int MAX_FIXED_SIDE = 4096;

    /**
     * Shapes of inputs whose outputs' memory is kept: a camera has one, on CUDA one for each number
     * of pictures in a call.
     */
    private static final int KEPT_SHAPES = 16;

    private final OrtSession session;
    private final DetectorFamily family;
    private final PictureTensor input;
    private final Map<List<Long>, PinnedOutputs> pinned =
            new LinkedHashMap<>(KEPT_SHAPES, 0.75f, true);
    private final String inputName;
    private final TensorInfo inputInfo;
    private final DetectorOptions options;
    private final String name;
    private final int maxBatch;

    private OnnxFaceDetector(
            OrtSession session,
            DetectorFamily family,
            DetectorOptions options,
            String file,
            int maxBatch)
            throws OrtException {
        this.session = session;
        this.family = family;
        this.options = options;
        this.input = new PictureTensor(family.pixels());
        NodeInfo node = onlyInput(session.getInputInfo(), file);
        this.inputName = node.getName();
        this.inputInfo = pictureInput(node, file);
        checkOutputs(session.getOutputInfo(), family, file);
        this.name = family.name() + ":" + file;
        this.maxBatch = takesBatch() ? maxBatch : 1;
    }

    /**
     * Opens a network.
     *
     * @param model the ONNX file's bytes
     * @param file its name, for messages
     */
    static OnnxFaceDetector open(byte[] model, String file, DetectorOptions options) {
        Device device = ExecutionProviders.resolve(options.device());
        return open(model, file, options, device == Device.CUDA ? CUDA_BATCH : 1);
    }

    /**
     * Opens a network.
     *
     * @param maxBatch most pictures in a call; fewer where the network takes one only
     */
    static OnnxFaceDetector open(byte[] model, String file, DetectorOptions options, int maxBatch) {
        ModelFileCheck.Breach breach = ModelFileCheck.breachIn(model);
        if (breach != null) {
            throw new IllegalArgumentException(
                    "the detector %s is not taken: %s. Rule: %s."
                            .formatted(file, breach.found(), breach.rule()));
        }
        try (OrtSession.SessionOptions settings =
                ExecutionProviders.sessionOptions(options.device(), options.threads())) {
            OrtSession session = OrtEnvironment.getEnvironment().createSession(model, settings);
            try {
                DetectorFamily family = DetectorFamilies.recognise(session.getOutputInfo(), file);
                return new OnnxFaceDetector(session, family, options, file, maxBatch);
            } catch (OrtException | RuntimeException failure) {
                session.close();
                throw failure;
            }
        } catch (OrtException failure) {
            throw new IllegalArgumentException(
                    "the detector %s cannot be opened by ONNX Runtime: %s"
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }

    /** Whether its input has a free batch dimension and all its outputs have one. */
    private boolean takesBatch() throws OrtException {
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        return inputInfo.getShape()[0] < 0
                && family.outputs().stream()
                        .allMatch(
                                output ->
                                        outputs.get(output).getInfo() instanceof TensorInfo info
                                                && info.getShape().length == 3
                                                && info.getShape()[0] < 0);
    }

    private static NodeInfo onlyInput(Map<String, NodeInfo> inputs, String file) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    "the detector %s has the inputs %s, not one".formatted(file, inputs.keySet()));
        }
        return inputs.values().iterator().next();
    }

    private static TensorInfo pictureInput(NodeInfo node, String file) {
        if (node.getInfo() instanceof TensorInfo info
                && info.type == OnnxJavaType.FLOAT
                && info.getShape().length == 4
                && info.getShape()[1] == 3) {
            checkSide(info.getShape()[2], file);
            checkSide(info.getShape()[3], file);
            return info;
        }
        throw new IllegalArgumentException(
                "the detector %s wants %s as its input, not float pictures of shape [batch, 3, height, width]"
                        .formatted(file, node.getInfo()));
    }

    /** A side below 0 is free. */
    private static void checkSide(long side, String file) {
        if (side >= 0 && (side < MIN_FIXED_SIDE || side > MAX_FIXED_SIDE)) {
            throw new IllegalArgumentException(
                    "the detector %s wants pictures with a side of %d px; sides must be free, or from %d to %d"
                            .formatted(file, side, MIN_FIXED_SIDE, MAX_FIXED_SIDE));
        }
    }

    private static void checkOutputs(
            Map<String, NodeInfo> outputs, DetectorFamily family, String file) {
        for (String output : family.outputs()) {
            ValueInfo value = outputs.get(output).getInfo();
            if (!(value instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
                throw new IllegalArgumentException(
                        "the detector %s has %s as its output '%s', not a float tensor"
                                .formatted(file, value, output));
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<List<DetectedFace>> detect(List<DecodedImage> images) {
        List<List<DetectedFace>> found = new ArrayList<>(Collections.nCopies(images.size(), null));
        Map<List<Integer>, List<Integer>> sameInput = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            InputScale scale = scaleOf(images.get(i));
            sameInput
                    .computeIfAbsent(
                            List.of(scale.inputWidth(), scale.inputHeight()),
                            size -> new ArrayList<>())
                    .add(i);
        }
        for (List<Integer> group : sameInput.values()) {
            for (int first = 0; first < group.size(); first += maxBatch) {
                List<Integer> batch =
                        group.subList(first, Math.min(group.size(), first + maxBatch));
                List<List<DetectedFace>> faces =
                        detectBatch(batch.stream().map(images::get).toList());
                for (int i = 0; i < batch.size(); i++) {
                    found.set(batch.get(i), faces.get(i));
                }
            }
        }
        return found;
    }

    private List<List<DetectedFace>> detectBatch(List<DecodedImage> images) {
        List<InputScale> scales = images.stream().map(this::scaleOf).toList();
        int count = images.size();
        int width = scales.get(0).inputWidth();
        int height = scales.get(0).inputHeight();
        input.reserve(count, width, height);
        for (int i = 0; i < count; i++) {
            input.write(i, images.get(i), scales.get(i));
        }
        try (OnnxTensor tensor =
                OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(),
                        input.values(count, width, height),
                        new long[] {count, 3, height, width})) {
            Map<String, OutputTensor> values = run(tensor);
            List<List<DetectedFace>> found = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                List<DetectedFace> candidates =
                        family.decode(values, i, scales.get(i), options.minScore());
                found.add(
                        NonMaximumSuppression.STANDARD.apply(
                                candidates.stream().filter(this::isLargeEnough).toList()));
            }
            return found;
        } catch (OrtException | UnfitOutputException failure) {
            throw new IllegalStateException(
                    "the face detector %s failed on %d pictures of %d x %d px: %s"
                            .formatted(name, count, width, height, failure.getMessage()),
                    failure);
        }
    }

    private InputScale scaleOf(DecodedImage image) {
        long[] shape = inputInfo.getShape();
        if (shape[2] > 0 && shape[3] > 0) {
            return InputScale.into(image.width(), image.height(), (int) shape[3], (int) shape[2]);
        }
        return InputScale.toLongest(
                image.width(),
                image.height(),
                options.longestSide(image.width(), image.height()),
                family.multiple());
    }

    private boolean isLargeEnough(DetectedFace face) {
        return Math.min(face.box().width(), face.box().height()) >= options.minFaceSize();
    }

    private Map<String, OutputTensor> run(OnnxTensor tensor) throws OrtException {
        Map<String, OnnxTensor> inputs = Map.of(inputName, tensor);
        long[] shape = tensor.getInfo().getShape();
        List<Long> key = List.of(shape[0], shape[2], shape[3]);
        PinnedOutputs known = pinned.get(key);
        if (known != null) {
            session.run(inputs, known.tensors()).close();
            return known.values();
        }
        try (OrtSession.Result result = session.run(inputs, family.outputs())) {
            PinnedOutputs outputs =
                    new PinnedOutputs(result, family.outputs(), Math.toIntExact(shape[0]));
            if (pinned.size() == KEPT_SHAPES) {
                pinned.remove(pinned.keySet().iterator().next()).close();
            }
            pinned.put(key, outputs);
            return outputs.values();
        }
    }

    @Override
    public void close() {
        input.close();
        pinned.values().forEach(PinnedOutputs::close);
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("the detector " + name + " cannot be closed", failure);
        }
    }
}
