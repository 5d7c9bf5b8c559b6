package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import picocli.CommandLine.Option;

/** What a network is computed on. */
final class DeviceOptions {

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "<device>",
            description =
                    "cpu, cuda or cuda:N for the GPU with that number; auto: cuda where it can be"
                            + " used, else cpu. Arithmetic is in float32: DJL has no mixed"
                            + " precision.")
    private String name;

    /**
     * For PyTorch.
     *
     * @throws io.countenance.options.InvalidOptionException where it has no such GPU
     */
    Device djl() {
        checkForm();
        Engine engine = Engine.getEngine("PyTorch");
        boolean cuda = engine.hasCapability(StandardCapabilities.CUDA);
        int gpus = cuda ? engine.getGpuCount() : 0;
        if (name.equals("cpu") || name.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        check(
                cuda,
                "--device",
                name,
                "must be cpu or auto, as PyTorch runs without CUDA here: cuda needs a build with"
                        + " -Pcuda, NVIDIA's driver and the library cudart of CUDA 12.4 or later",
                "cpu");
        int number = name.contains(":") ? Integer.parseInt(name.split(":")[1]) : 0;
        check(
                number < gpus,
                "--device",
                name,
                "must be a GPU that PyTorch sees, of which there are " + gpus,
                gpus > 0 ? "cuda:0" : "cpu");
        return Device.gpu(number);
    }

    /** For ONNX Runtime, which takes the first GPU; opening a model fails where there is none. */
    io.countenance.vision.inference.Device onnx() {
        checkForm();
        check(
                name.matches("auto|cpu|cuda(:0)?"),
                "--device",
                name,
                "must be auto, cpu or cuda with an ONNX file, which runs on the first GPU",
                "cuda");
        return switch (name) {
            case "auto" -> io.countenance.vision.inference.Device.AUTO;
            case "cpu" -> io.countenance.vision.inference.Device.CPU;
            default -> io.countenance.vision.inference.Device.CUDA;
        };
    }

    private void checkForm() {
        check(
                name.matches("auto|cpu|cuda(:\\d{1,3})?"),
                "--device",
                name,
                "must be auto, cpu, cuda or cuda:N",
                "cuda:0");
    }
}
