package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.countenance.lab.train.Compute;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What training is computed on. */
final class ComputeOptions {

    @Mixin private DeviceOptions device;

    @Option(
            names = "--threads",
            defaultValue = "0",
            paramLabel = "<count>",
            description = "Of PyTorch's arithmetic on the CPU; 0: as OMP_NUM_THREADS says.")
    private int threads;

    @Option(
            names = "--loader-threads",
            defaultValue = "0",
            paramLabel = "<count>",
            description =
                    "That prepare batches; 0: one, or with a GPU all processors but one. They do"
                            + " not change what is learnt.")
    private int loaderThreads;

    /** Checks the options, sets PyTorch's threads and says what runs. */
    Compute compute() {
        check(threads >= 0, "--threads", threads, "must be 0 or more", 2);
        check(loaderThreads >= 0, "--loader-threads", loaderThreads, "must be 0 or more", 2);
        Device chosen = device.djl();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        int loaders = chosen.isGpu() ? Runtime.getRuntime().availableProcessors() - 1 : 1;
        System.out.printf(
                "device: %s%n",
                chosen.isGpu() ? "cuda:" + chosen.getDeviceId() : cpu(JniUtils.getNumThreads()));
        return new Compute(chosen, Math.max(1, loaderThreads > 0 ? loaderThreads : loaders));
    }

    private static String cpu(int threads) {
        return threads == 1 ? "cpu, 1 thread" : "cpu, %d threads".formatted(threads);
    }
}
