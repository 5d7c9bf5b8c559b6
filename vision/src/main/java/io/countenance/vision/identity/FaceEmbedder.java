package io.countenance.vision.identity;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.inference.BatchRunner;
import io.countenance.vision.inference.ModelFileCheck;
import io.countenance.vision.inference.SharedSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns face crops into vectors of length 1 that are near each other, as cosines go, for the same
 * person: <em>biometric data</em>, not to leave the job's state.
 *
 * <p>A model is one ONNX file with the input {@code faces}, uint8 RGB {@code [N, 112, 112, 3]} with
 * any N, and the output {@code embedding}, float32 {@code [N, D]}. On the CPU a face's vector has
 * the same bits alone and in any company.
 *
 * <p>All that are open in one process on the same file and device share one session; each is closed
 * by whoever opened it. One thread at a time may use an instance.
 */
public final class FaceEmbedder implements AutoCloseable {

    /** Side of a crop, px. */
    public static final int CROP_SIZE = 112;

    /**
     * What a crop shows. The published network was trained on faces aligned by their landmarks,
     * which UltraFace does not give; of the squares that were tried this one tells persons apart
     * best (docs/tracking.md).
     */
    public static final CropPolicy CROP = new SquareCrop(0.1f, -0.06f);

    private static final int CROP_BYTES = CROP_SIZE * CROP_SIZE * 3;
    private static final String INPUT = "faces";
    private static final String OUTPUT = "embedding";
    private static final String RESOURCE = "/io/countenance/detector/face-embedding.onnx";
    private static final int MAX_LENGTH = 4096;

    private final SharedSession session;
    private final BatchRunner runner;

    private FaceEmbedder(SharedSession session, BatchRunner runner) {
        this.session = session;
        this.runner = runner;
    }

    /** Whether the default network is there: the build had npm. */
    public static boolean isDefaultPresent() {
        return FaceEmbedder.class.getResource(RESOURCE) != null;
    }

    /**
     * Opens a model, checks and warms it.
     *
     * @throws IllegalArgumentException if there is no such file, or none that can be used
     * @throws io.countenance.vision.inference.DeviceUnavailableException if the device is {@code
     *     CUDA} and CUDA cannot be used
     */
    public static FaceEmbedder open(EmbeddingOptions options) {
        String model = options.model();
        byte[] bytes = read(model);
        ModelFileCheck.Breach breach = ModelFileCheck.breachIn(bytes);
        if (breach != null) {
            throw invalid(model, breach.found(), breach.rule(), null);
        }
        SharedSession session = null;
        BatchRunner runner = null;
        try {
            session = SharedSession.open(bytes, sha256(bytes), options.device(), options.threads());
            int length = checkedLength(model, session.session());
            runner =
                    new BatchRunner(
                            session,
                            INPUT,
                            new long[] {CROP_SIZE, CROP_SIZE, 3},
                            OUTPUT,
                            length,
                            options.maxBatch());
            return new FaceEmbedder(session, runner);
        } catch (OrtException e) {
            throw invalid(
                    model,
                    "ONNX Runtime does not take it: " + e.getMessage(),
                    "a model in ONNX format",
                    e);
        } finally {
            if (runner == null && session != null) {
                session.close();
            }
        }
    }

    private static byte[] read(String model) {
        try {
            if (EmbeddingOptions.DEFAULT_MODEL.equals(model)) {
                try (InputStream in = FaceEmbedder.class.getResourceAsStream(RESOURCE)) {
                    if (in == null) {
                        throw invalid(
                                model,
                                "it was not fetched when this was built (no npm)",
                                "build again with npm, or give the path of an ONNX file",
                                null);
                    }
                    return in.readAllBytes();
                }
            }
            Path file = Path.of(model);
            if (!Files.isRegularFile(file)) {
                throw invalid(
                        model,
                        "there is no such file",
                        "'default' or the path of an ONNX file",
                        null);
            }
            return Files.readAllBytes(file);
        } catch (InvalidPathException e) {
            throw invalid(model, "it is no path", "'default' or the path of an ONNX file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The face-embedding model " + model, e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** How long the model's vectors are. */
    private static int checkedLength(String model, OrtSession session) throws OrtException {
        TensorInfo input =
                session.getInputNames().equals(Set.of(INPUT))
                        ? tensor(session.getInputInfo().get(INPUT))
                        : null;
        if (input == null
                || input.type != OnnxJavaType.UINT8
                || !Arrays.equals(input.getShape(), new long[] {-1, CROP_SIZE, CROP_SIZE, 3})) {
            throw invalid(
                    model,
                    "its inputs are " + session.getInputInfo().values(),
                    "one input 'faces', uint8 [N, 112, 112, 3] with any N",
                    null);
        }
        TensorInfo output =
                session.getOutputNames().contains(OUTPUT)
                        ? tensor(session.getOutputInfo().get(OUTPUT))
                        : null;
        if (output == null
                || output.type != OnnxJavaType.FLOAT
                || output.getShape().length != 2
                || output.getShape()[0] != -1
                || output.getShape()[1] < 2
                || output.getShape()[1] > MAX_LENGTH) {
            throw invalid(
                    model,
                    "its outputs are " + session.getOutputInfo().values(),
                    "an output 'embedding', float32 [N, D] with any N and D from 2 to "
                            + MAX_LENGTH,
                    null);
        }
        return (int) output.getShape()[1];
    }

    private static @Nullable TensorInfo tensor(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info ? info : null;
    }

    private static IllegalArgumentException invalid(
            String model, String found, String rule, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The face-embedding model '%s' cannot be used: %s. Rule: %s."
                        .formatted(model, found, rule),
                cause);
    }

    /**
     * Embeds faces.
     *
     * @param crops {@code count} crops one after another, uint8 RGB {@code [count, 112, 112, 3]}
     * @return for each a vector of length 1; null where the model's points nowhere: it is all
     *     zeros, or not all of it are numbers
     * @throws io.countenance.vision.inference.InferenceException if the model fails
     */
    public float[] @Nullable [] embed(byte[] crops, int count) {
        if (count < 0 || crops.length < (long) count * CROP_BYTES) {
            throw new IllegalArgumentException(
                    "%d faces take %d bytes, not %d"
                            .formatted(count, (long) count * CROP_BYTES, crops.length));
        }
        float[][] vectors = runner.run(crops, count);
        for (int i = 0; i < count; i++) {
            vectors[i] = Direction.normalise(vectors[i]);
        }
        return vectors;
    }

    @Override
    public void close() {
        runner.close();
        session.close();
    }
}
