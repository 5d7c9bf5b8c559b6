package io.countenance.lab.cli;

import io.countenance.lab.export.ModelContents;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a model file's contract, read by the classes that serve. */
@Command(
        name = "inspect",
        description =
                "Prints what a model file is and says of itself, as the job reads it. A file that"
                        + " the job would refuse gives the reason and exit code 1.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<onnx>", description = "The file; default: the one that ships.")
    private String model;

    @Override
    public Integer call() {
        ModelContract contract;
        try (ExpressionModel opened =
                ExpressionModel.open(new ExpressionModelOptions(model, Device.CPU, 1, 1))) {
            contract = opened.contract();
        }
        ModelFile file = ModelFile.read(model);
        ModelContents contents = ModelContents.of(file);
        print("model id", contract.modelId());
        print("SHA-256", file.sha256());
        print("bytes", String.format(Locale.ROOT, "%,d", file.bytes().length));
        contents.values().forEach(value -> print(value.kind(), value.text()));
        print("labels", String.join(", ", contract.labels()));
        print("crop", contract.cropPolicy().toString());
        print("size", contract.inputSize() + " px");
        print("colour", contract.metadata().getOrDefault("countenance.colour", "rgb"));
        print("precision", contract.metadata().getOrDefault("countenance.precision", "fp32"));
        print("opset", contents.opset());
        print("parameters", String.format(Locale.ROOT, "%,d", contents.parameters()));
        print("operators", contents.operators());
        System.out.println();
        new TreeMap<>(contract.metadata())
                .forEach((key, value) -> System.out.println(key + " = " + value));
        return 0;
    }

    private static void print(String name, String value) {
        System.out.printf("%-10s  %s%n", name, value);
    }
}
