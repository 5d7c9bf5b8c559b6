package io.countenance.lab.cli;

import ai.onnxruntime.OrtException;
import io.countenance.lab.export.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a model file's contract. */
@Command(
        name = "inspect",
        description = "Prints what a model file says of itself.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<onnx>", description = "The file.")
    private Path file;

    @Override
    public Integer call() throws IOException, OrtException {
        try (OnnxModel model = OnnxModel.open(file)) {
            System.out.printf("%s: %d bytes%n", file.getFileName(), Files.size(file));
            model.values().forEach(System.out::println);
            new TreeMap<>(model.metadata())
                    .forEach((key, value) -> System.out.println(key + " = " + value));
        }
        return 0;
    }
}
