package io.countenance.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what ONNX Runtime computes with. What is chosen for {@link Device#AUTO} is found out once
 * a process, by running a model of one node. Threads may share it.
 */
public final class ExecutionProviders {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionProviders.class);

    /** A model of one Identity node. */
    private static final String PROBE = "probe.onnx";

    private static @Nullable Device automatic;

    private ExecutionProviders() {}

    /**
     * Which device a model will run on.
     *
     * @return {@link Device#CPU} or {@link Device#CUDA}; for {@code AUTO} always the same within a
     *     process
     * @throws DeviceUnavailableException if {@code device} is {@code CUDA} and CUDA cannot be used
     */
    public static Device resolve(Device device) {
        switch (device) {
            case CPU:
                return Device.CPU;
            case CUDA:
                requireCuda();
                return Device.CUDA;
            default:
                return automatic();
        }
    }

    /**
     * Options for a session on a device. The caller closes them, after the session has been opened.
     *
     * <p>Threads do not spin while they wait, since that steals the processor from the task slots;
     * memory pattern optimisation is off, since inputs change their shape. On CUDA, TensorFloat-32
     * is off, which would cost accuracy in the fourth digit.
     *
     * @param threads threads inside one call on the CPU, 1 or more
     * @throws DeviceUnavailableException if {@code device} is {@code CUDA} and CUDA cannot be used
     */
    public static SessionOptions sessionOptions(Device device, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + " but must be 1 or more");
        }
        Device resolved = resolve(device);
        try {
            return resolved == Device.CUDA ? cudaOptions(threads) : cpuOptions(threads);
        } catch (OrtException e) {
            throw new DeviceUnavailableException(
                    "ONNX Runtime refused the options for device " + resolved, e);
        }
    }

    private static synchronized Device automatic() {
        if (automatic == null) {
            automatic = chooseAutomatically(availableProviders());
        }
        return automatic;
    }

    /** Tries CUDA where the library has it, and says at INFO what will run. */
    static Device chooseAutomatically(Set<OrtProvider> available) {
        if (!available.contains(OrtProvider.CUDA)) {
            LOG.info("Models run on the CPU: the loaded ONNX Runtime has no CUDA");
            return Device.CPU;
        }
        try {
            tryCuda();
            LOG.info("Models run on CUDA");
            return Device.CUDA;
        } catch (OrtException | LinkageError e) {
            LOG.info(
                    "Models run on the CPU: the loaded ONNX Runtime has CUDA but cannot use it here",
                    e);
            return Device.CPU;
        }
    }

    private static void requireCuda() {
        requireCuda(availableProviders());
    }

    static void requireCuda(Set<OrtProvider> available) {
        if (!available.contains(OrtProvider.CUDA)) {
            throw new DeviceUnavailableException(
                    "Device cuda was asked for, but the loaded ONNX Runtime has no CUDA (it has "
                            + available
                            + "). Put onnxruntime_gpu in onnxruntime's place (build with -Pcuda), or choose device cpu or"
                            + " auto.");
        }
        try {
            tryCuda();
        } catch (OrtException | LinkageError e) {
            throw new DeviceUnavailableException(
                    "Device cuda was asked for, but CUDA cannot be used here: "
                            + e.getMessage()
                            + ". It needs an NVIDIA GPU with its driver, and the CUDA 12 and cuDNN 9 libraries on the"
                            + " library path; or choose device cpu or auto.",
                    e);
        }
    }

    private static EnumSet<OrtProvider> availableProviders() {
        OrtEnvironment.getEnvironment();
        return OrtEnvironment.getAvailableProviders();
    }

    private static void tryCuda() throws OrtException {
        try (SessionOptions options = cudaOptions(1);
                OrtSession session =
                        OrtEnvironment.getEnvironment().createSession(probe(), options)) {
            LOG.debug("CUDA probe opened: {}", session);
        }
    }

    private static byte[] probe() {
        try (InputStream in = ExecutionProviders.class.getResourceAsStream(PROBE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The resource " + PROBE + " is missing from this jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SessionOptions cpuOptions(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setMemoryPatternOptimization(false);
            options.setDeterministicCompute(true);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // Else a file that calls itself ORT format is read by other rules than were checked.
            options.addConfigEntry("session.load_model_format", "ONNX");
            return options;
        } catch (OrtException e) {
            options.close();
            throw e;
        }
    }

    private static SessionOptions cudaOptions(int threads) throws OrtException {
        SessionOptions options = cpuOptions(threads);
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
            return options;
        } catch (OrtException | LinkageError e) {
            options.close();
            throw e;
        }
    }
}
