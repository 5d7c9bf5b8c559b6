package io.countenance.benchmarks.expression;

import static io.countenance.options.InvalidOptionException.check;

import ai.onnxruntime.OrtEnvironment;
import io.countenance.benchmarks.measure.Comparison;
import io.countenance.benchmarks.measure.Contender;
import io.countenance.benchmarks.measure.Counts;
import io.countenance.benchmarks.measure.Measurement;
import io.countenance.benchmarks.measure.ReportOptions;
import io.countenance.lab.data.Colour;
import io.countenance.lab.evaluate.ExpressionModelScorer;
import io.countenance.lab.export.CalibrationFaces;
import io.countenance.lab.export.ExportSettings;
import io.countenance.lab.export.OnnxExporter;
import io.countenance.lab.export.ParityFaces;
import io.countenance.lab.export.Precision;
import io.countenance.lab.export.RgbFaces;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.inference.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the exported file's form is worth. */
@Command(
        name = "expression-model",
        description =
                "Faces/s on the CPU, from crops in bytes to distributions: an fp32 file of export as"
                        + " it is (the model that ships), as a conversion layer by layer would"
                        + " give it (float input normalised in Java, batch norms), and converted to"
                        + " fp16 and int8.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ExpressionModelBenchmark implements Callable<Integer> {

    /** Their ranges are not those of real faces, but so many bits cost the same on any. */
    private static final int CALIBRATION_FACES = 64;

    @Option(
            names = "--model",
            defaultValue = "default",
            paramLabel = "<onnx>",
            description =
                    "An fp32 file of luminance that export wrote; default: the one that ships.")
    private String model;

    @Option(
            names = "--batches",
            defaultValue = "1,8,32",
            split = ",",
            paramLabel = "<faces>",
            description = "Faces in a call.")
    private List<Integer> batches;

    @Option(
            names = "--threads",
            defaultValue = "1,2",
            split = ",",
            paramLabel = "<count>",
            description = "Inside a call.")
    private List<Integer> threads;

    @Option(
            names = "--faces",
            defaultValue = "1024",
            paramLabel = "<count>",
            description = "In a turn, about.")
    private int faces;

    @Mixin private ReportOptions report;

    @Override
    public Integer call() throws Exception {
        Counts.check("--batches", batches, "1,8,32");
        Counts.check("--threads", threads, "1,2");
        check(faces >= 1, "--faces", faces, "must be 1 or more", 1024);
        int turns = report.turns();
        ModelContract contract =
                ExpressionModel.readContract(new ExpressionModelOptions(model, Device.CPU, 1, 1));
        check(
                ExpressionModelScorer.colour(contract) == Colour.LUMINANCE,
                "--model",
                model,
                "must be a model of luminance",
                "default");
        Path folder = Files.createTempDirectory("bench");
        List<Measurement> measurements = new ArrayList<>();
        try {
            for (int count : threads) {
                measurements.addAll(measure(contract, folder, count, turns));
            }
        } finally {
            for (Precision precision : Precision.values()) {
                Files.deleteIfExists(file(folder, precision));
            }
            Files.delete(folder);
        }
        report.report(
                "expression-model",
                Map.of("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion()),
                settings(contract, turns),
                "faces/s",
                measurements);
        return 0;
    }

    private List<Measurement> measure(ModelContract contract, Path folder, int count, int turns)
            throws Exception {
        int size = contract.inputSize();
        int largest = batches.stream().mapToInt(Integer::intValue).max().orElseThrow();
        byte[] crops = ParityFaces.generated(largest, size).rgb();
        List<Measurement> measurements = new ArrayList<>();
        try (FaceClassifier straight =
                        new StraightModel(
                                StraightConversion.of(ModelFile.read(model).bytes(), size),
                                size,
                                contract.labels().size(),
                                count,
                                largest);
                FaceClassifier exported = new ServedModel(model, count, largest);
                FaceClassifier half =
                        new ServedModel(converted(folder, Precision.FP16, size), count, largest);
                FaceClassifier integers =
                        new ServedModel(converted(folder, Precision.INT8, size), count, largest)) {
            for (int batch : batches) {
                measurements.addAll(
                        Comparison.run(
                                "%d thread%s, batch %d"
                                        .formatted(count, count == 1 ? "" : "s", batch),
                                List.of(
                                        contender("straight conversion", straight, crops, batch),
                                        contender("export, fp32", exported, crops, batch),
                                        contender("export, fp16", half, crops, batch),
                                        contender("export, int8", integers, crops, batch)),
                                turns));
            }
        }
        return measurements;
    }

    private Contender contender(String name, FaceClassifier model, byte[] crops, int batch) {
        int calls = Math.max(1, faces / batch);
        return new Contender(
                name,
                () -> {
                    for (int i = 0; i < calls; i++) {
                        model.classify(crops, batch);
                    }
                    return calls * batch;
                });
    }

    private String converted(Path folder, Precision precision, int size) throws Exception {
        Path file = file(folder, precision);
        if (Files.notExists(file)) {
            RgbFaces generated = ParityFaces.generated(CALIBRATION_FACES, size);
            OnnxExporter.convert(
                    ModelFile.read(model),
                    "bench",
                    new ExportSettings(
                            precision, generated, new CalibrationFaces(generated, "noise")),
                    file);
        }
        return file.toString();
    }

    private static Path file(Path folder, Precision precision) {
        return folder.resolve(precision.text() + ".onnx");
    }

    private Map<String, String> settings(ModelContract contract, int turns) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", contract.modelId());
        settings.put("inputSize", String.valueOf(contract.inputSize()));
        settings.put("facesPerTurn", String.valueOf(faces));
        settings.put("turns", String.valueOf(turns));
        return settings;
    }
}
