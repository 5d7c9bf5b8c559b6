package io.countenance.vision.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX Runtime session that all who open the same model on the same device in one process share.
 * Whoever opened it closes it; the last one frees it.
 *
 * <p>Threads may share it. On the CPU each computes in its own call; on CUDA one thread owned by
 * the session makes all calls, since ONNX Runtime keeps GPU memory for every thread that ever
 * called.
 */
public final class SharedSession implements AutoCloseable {

    private record Key(String sha256, Device device, int threads) {}

    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private final Shared shared;
    private boolean closed;

    private SharedSession(Shared shared) {
        this.shared = shared;
    }

    /**
     * Opens a model, or joins those who have it open.
     *
     * @param model the ONNX file's bytes; not kept
     * @param sha256 their SHA-256 in hex
     * @param threads threads inside one call on the CPU, 1 or more
     * @throws OrtException if ONNX Runtime does not take the model
     * @throws DeviceUnavailableException if {@code device} is {@code CUDA} and CUDA cannot be used
     */
    public static SharedSession open(byte[] model, String sha256, Device device, int threads)
            throws OrtException {
        Key key = new Key(sha256, ExecutionProviders.resolve(device), threads);
        synchronized (OPEN) {
            Shared shared = OPEN.get(key);
            if (shared == null) {
                shared = new Shared(key, model);
                OPEN.put(key, shared);
            }
            shared.users++;
            return new SharedSession(shared);
        }
    }

    /**
     * Another user of the same session, who closes it on their own.
     *
     * @throws IllegalStateException if this one is closed
     */
    public SharedSession share() {
        synchronized (OPEN) {
            if (closed) {
                throw new IllegalStateException("The session is closed");
            }
            shared.users++;
            return new SharedSession(shared);
        }
    }

    /**
     * The session, for its inputs, outputs and metadata. It stays this object's; {@link #run} runs
     * it.
     */
    public OrtSession session() {
        return shared.session;
    }

    /** {@link Device#CPU} or {@link Device#CUDA}. */
    public Device device() {
        return shared.key.device();
    }

    /** Runs the model on inputs into outputs that were made beforehand. */
    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
        try {
            if (shared.owner == null) {
                shared.run(inputs, outputs);
            } else {
                waitFor(shared.owner.submit(() -> shared.run(inputs, outputs)));
            }
        } catch (OrtException | ExecutionException e) {
            throw new InferenceException(
                    "The model failed on " + device() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits even when interrupted, since the call writes into the caller's buffers until it ends.
     */
    private static void waitFor(Future<?> call) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    call.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Which batch sizes give a face the same result in any company; found out by the first who
     * asks.
     */
    int[] batchSizes(BatchSizes.Probe probe, int maxBatch) {
        synchronized (shared) {
            int[] sizes = shared.batchSizes.get(maxBatch);
            if (sizes == null) {
                sizes = BatchSizes.find(probe, maxBatch, device());
                shared.batchSizes.put(maxBatch, sizes);
            }
            return sizes;
        }
    }

    /** How many have the model open. */
    static int users(String sha256) {
        synchronized (OPEN) {
            return OPEN.values().stream()
                    .filter(shared -> shared.key.sha256().equals(sha256))
                    .mapToInt(shared -> shared.users)
                    .sum();
        }
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            closed = true;
            shared.users--;
            if (shared.users == 0) {
                OPEN.remove(shared.key);
                shared.free();
            }
        }
    }

    private static final class Shared {

        private final Key key;
        private final OrtSession session;
        private final @Nullable ExecutorService owner;
        private final Map<Integer, int[]> batchSizes = new HashMap<>();
        private int users;

        Shared(Key key, byte[] model) throws OrtException {
            this.key = key;
            try (SessionOptions options =
                    ExecutionProviders.sessionOptions(key.device(), key.threads())) {
                session = OrtEnvironment.getEnvironment().createSession(model, options);
            }
            owner =
                    key.device() == Device.CUDA
                            ? Executors.newSingleThreadExecutor(
                                    task -> {
                                        Thread thread =
                                                new Thread(
                                                        task,
                                                        "inference-"
                                                                + key.sha256().substring(0, 12));
                                        thread.setDaemon(true);
                                        return thread;
                                    })
                            : null;
        }

        /** Returns something only to be a Callable, which may throw. */
        @Nullable Void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
                throws OrtException {
            session.run(inputs, outputs).close();
            return null;
        }

        void free() {
            if (owner != null) {
                owner.shutdown();
            }
            try {
                session.close();
            } catch (OrtException e) {
                throw new InferenceException(
                        "The session could not be closed: " + e.getMessage(), e);
            }
        }
    }
}
