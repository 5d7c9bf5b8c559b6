package io.countenance.vision.expression;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.countenance.vision.inference.BatchRunner;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.ExecutionProviders;
import io.countenance.vision.inference.InferenceException;
import io.countenance.vision.inference.ModelFileCheck;
import io.countenance.vision.inference.SharedSession;

/**
 * Reads expressions off face crops. All that are open in one process on the same file and device
 * share one session; each is closed by whoever opened it, the last one frees the session. One
 * thread at a time may use an instance.
 *
 * <p>On the CPU a face's result has the same bits alone and in any company; on CUDA it differs by
 * less than 1e-4.
 */
public final class ExpressionModel implements AutoCloseable {

    private static final double SUM_TOLERANCE = 1e-3;

    private final SharedSession session;
    private final ModelContract contract;
    private final BatchRunner runner;
    private final int maxBatch;
    private boolean closed;

    private ExpressionModel(
            SharedSession session, ModelContract contract, BatchRunner runner, int maxBatch) {
        this.session = session;
        this.contract = contract;
        this.runner = runner;
        this.maxBatch = maxBatch;
    }

    /**
     * Opens a model, checks its contract and warms it.
     *
     * @throws InvalidModelException if the file is no model that can be used
     * @throws io.countenance.vision.inference.DeviceUnavailableException if the device is {@code
     *     CUDA} and CUDA cannot be used
     */
    public static ExpressionModel open(ExpressionModelOptions options) {
        return open(ModelFile.read(options.model()), options);
    }

    /**
     * Opens a model that has been read, checks its contract and warms it.
     *
     * @param file its bytes are not kept
     * @param options how it is run; the file takes the place of their {@code model}
     * @throws InvalidModelException if the file is no model that can be used
     * @throws io.countenance.vision.inference.DeviceUnavailableException if the device is {@code
     *     CUDA} and CUDA cannot be used
     */
    public static ExpressionModel open(ModelFile file, ExpressionModelOptions options) {
        check(file);
        SharedSession session = null;
        BatchRunner runner = null;
        boolean opened = false;
        try {
            session =
                    SharedSession.open(
                            file.bytes(), file.sha256(), options.device(), options.threads());
            ModelContract contract = ContractReader.read(file, session.session());
            int side = contract.inputSize();
            runner = runner(session, contract, options.maxBatch());
            checkSum(file, runner.run(new byte[side * side * 3], 1)[0]);
            opened = true;
            return new ExpressionModel(session, contract, runner, options.maxBatch());
        } catch (OrtException e) {
            throw refused(file, e);
        } finally {
            if (!opened) {
                close(runner, session);
            }
        }
    }

    /**
     * The same model for another thread: shares the session, has buffers of its own, and is closed
     * on its own by whoever asked for it. Takes no more time than making the buffers.
     *
     * @throws IllegalStateException if this instance is closed
     */
    public ExpressionModel share() {
        SharedSession another = session.share();
        BatchRunner ownRunner = null;
        try {
            ownRunner = runner(another, contract, maxBatch);
            return new ExpressionModel(another, contract, ownRunner, maxBatch);
        } catch (OrtException e) {
            throw new InferenceException("No buffers could be made: " + e.getMessage(), e);
        } finally {
            if (ownRunner == null) {
                another.close();
            }
        }
    }

    /**
     * Reads a model's contract without keeping it open.
     *
     * @throws InvalidModelException if the file is no model that can be used
     */
    public static ModelContract readContract(ExpressionModelOptions options) {
        ModelFile file = ModelFile.read(options.model());
        check(file);
        try (SessionOptions plain = ExecutionProviders.sessionOptions(Device.CPU, 1)) {
            plain.setOptimizationLevel(OptLevel.NO_OPT);
            try (OrtSession session =
                    OrtEnvironment.getEnvironment().createSession(file.bytes(), plain)) {
                return ContractReader.read(file, session);
            }
        } catch (OrtException e) {
            throw refused(file, e);
        }
    }

    /** What the file says of itself. */
    public ModelContract contract() {
        return contract;
    }

    /**
     * Classifies faces. The result for a face does not depend on the others in the call.
     *
     * @param crops uint8 RGB {@code [count, size, size, 3]}; may be longer
     * @param count how many faces, 0 or more
     * @return probabilities {@code [count][labels]}, each row's sum 1
     * @throws IllegalArgumentException if {@code crops} holds fewer faces than that
     * @throws InferenceException if the model fails
     */
    public float[][] classify(byte[] crops, int count) {
        if (closed) {
            throw new IllegalStateException(
                    "The expression model " + contract.modelId() + " is closed");
        }
        long needed = (long) count * contract.inputSize() * contract.inputSize() * 3;
        if (count < 0 || crops.length < needed) {
            throw new IllegalArgumentException(
                    count
                            + " faces of "
                            + contract.inputSize()
                            + " px take "
                            + needed
                            + " bytes, not "
                            + crops.length);
        }
        return runner.run(crops, count);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(runner, session);
        }
    }

    private static BatchRunner runner(SharedSession session, ModelContract contract, int maxBatch)
            throws OrtException {
        int side = contract.inputSize();
        return new BatchRunner(
                session,
                ContractReader.INPUT,
                new long[] {side, side, 3},
                ContractReader.OUTPUT,
                contract.labels().size(),
                maxBatch);
    }

    private static void check(ModelFile file) {
        ModelFileCheck.Breach breach = ModelFileCheck.breachIn(file.bytes());
        if (breach != null) {
            throw file.invalid(breach.found(), breach.rule());
        }
    }

    private static void checkSum(ModelFile file, float[] distribution) {
        double sum = 0;
        for (float probability : distribution) {
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw file.invalid(
                    "its output '"
                            + ContractReader.OUTPUT
                            + "' sums to "
                            + sum
                            + " for a black face",
                    "probabilities that sum to 1, so with softmax inside");
        }
    }

    private static InvalidModelException refused(ModelFile file, OrtException e) {
        return new InvalidModelException(
                file.file(),
                "ONNX Runtime does not take it: " + e.getMessage(),
                "a model in ONNX format",
                e);
    }

    private static void close(BatchRunner runner, SharedSession session) {
        if (runner != null) {
            runner.close();
        }
        if (session != null) {
            session.close();
        }
    }
}
