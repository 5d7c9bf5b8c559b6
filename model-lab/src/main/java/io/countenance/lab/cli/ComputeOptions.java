package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import io.countenance.lab.train.Compute;
import picocli.CommandLine.Option;

/** What training is computed on. */
final class ComputeOptions {

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "<device>",
            description =
                    "cpu, cuda or cuda:N for the GPU with that number; auto: cuda where PyTorch has"
                            + " it, else cpu. Training is in float32: DJL has no mixed precision.")
    private String device;

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
        Device chosen = device();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        int loaders = chosen.isGpu() ? Runtime.getRuntime().availableProcessors() - 1 : 1;
        System.out.printf(
                "device: %s%n",
                chosen.isGpu()
                        ? "cuda:" + chosen.getDeviceId()
                        : "cpu, %d threads".formatted(JniUtils.getNumThreads()));
        return new Compute(chosen, Math.max(1, loaderThreads > 0 ? loaderThreads : loaders));
    }

    private Device device() {
        check(
                device.matches("auto|cpu|cuda(:\\d{1,3})?"),
                "--device",
                device,
                "must be auto, cpu, cuda or cuda:N",
                "cuda:0");
        Engine engine = Engine.getEngine("PyTorch");
        boolean cuda = engine.hasCapability(StandardCapabilities.CUDA);
        int gpus = cuda ? engine.getGpuCount() : 0;
        if (device.equals("cpu") || device.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        check(
                cuda,
                "--device",
                device,
                "must be cpu or auto with this build, whose PyTorch has no CUDA: build with -Pcuda",
                "cpu");
        int number = device.contains(":") ? Integer.parseInt(device.split(":")[1]) : 0;
        check(
                number < gpus,
                "--device",
                device,
                "must be a GPU that PyTorch sees, of which there are " + gpus,
                gpus > 0 ? "cuda:0" : "cpu");
        return Device.gpu(number);
    }
}
