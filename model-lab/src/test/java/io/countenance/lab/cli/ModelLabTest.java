package io.countenance.lab.cli;

import static io.countenance.lab.cli.Outcome.lab;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.lab.FerPlusFixture;
import io.countenance.vision.expression.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ModelLabTest {

    @TempDir private Path folder;
    private String zip;
    private String labels;
    private String run;

    @BeforeEach
    void data() throws Exception {
        FerPlusFixture.write(folder, 32, 12);
        zip = folder.resolve("faces.zip").toString();
        labels = folder.resolve("labels.csv").toString();
        run = folder.resolve("run").toString();
    }

    @Test
    void fromPicturesToAModelFile() throws Exception {
        Outcome trained = train("--epochs", "1", "--valid-data", zip);
        assertThat(trained.err()).doesNotContain("model-lab");
        assertThat(trained.code()).isZero();
        assertThat(trained.out())
                .contains("train: 32 faces, 0 pictures cannot be read")
                .contains("network: 1,284,056 parameters")
                .contains("epoch 1: ")
                .contains("report: " + Path.of(run).resolve("report.html"));
        assertThat(Path.of(run).resolve("report.html")).content().contains("Kept: epoch 1");
        assertThat(Path.of(run).resolve("data.json")).exists();

        String[] resume = {
            "train", "--run", run, "--resume", "--epochs", "2", "--data", zip, "--labels", labels
        };
        Outcome unmeasured = lab(resume);
        assertThat(unmeasured.code()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(unmeasured.err()).contains("holds a run on other faces or labels");
        Outcome resumed = lab(join(List.of(resume), List.of("--valid-data", zip)));
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).contains("epoch 2: ").doesNotContain("epoch 1: ");

        String file = folder.resolve("model.onnx").toString();
        Outcome exported =
                lab(
                        "export",
                        "--run",
                        run,
                        "--output",
                        file,
                        "--crop",
                        "square:0.1,0.05",
                        "--data",
                        zip,
                        "--labels",
                        labels);
        assertThat(exported.code()).isZero();
        assertThat(exported.out())
                .contains("against DJL: largest difference")
                .contains("over 12 faces");

        JsonNode checkpoint =
                lab("evaluate", "--run", run, "--data", zip, "--labels", labels).lastLine();
        Path report = folder.resolve("reports/onnx");
        Outcome evaluated =
                lab(
                        "evaluate",
                        "--model",
                        file,
                        "--data",
                        zip,
                        "--labels",
                        labels,
                        "--report",
                        report.toString());
        assertThat(evaluated.out()).contains("report: " + report.resolve("report.html"));
        assertThat(report.resolve("report.html"))
                .content()
                .contains("Evaluation of model.onnx", "faces.zip, split valid");
        assertThat(report.resolve("plots")).isDirectoryContaining("glob:**/confusion.png");
        JsonNode onnx = evaluated.lastLine();
        assertThat(onnx.get("n").asInt()).isEqualTo(12);
        assertThat(onnx.get("leakFree").get("n").asInt()).isEqualTo(10);
        assertThat(onnx.get("accuracy").asDouble())
                .isEqualTo(checkpoint.get("accuracy").asDouble());
        assertThat(Math.abs(onnx.get("kl").asDouble() - checkpoint.get("kl").asDouble()))
                .isLessThan(1e-4);

        Outcome reported = lab("report", "--run", run, "--data", zip, "--labels", labels);
        assertThat(reported.code()).isZero();
        assertThat(Path.of(run).resolve("report.html"))
                .content()
                .contains("Measures on faces.zip, split valid", "2 of 2 epochs done");

        Outcome inspected = lab("inspect", file);
        assertThat(inspected.out())
                .contains("input       faces: uint8 [batch, 48, 48, 3]")
                .contains("crop        square:0.1,0.05")
                .contains("operators   Conv 65, Relu 37")
                .contains("countenance.crop = square:0.1,0.05")
                .contains("countenance.exporter = model-lab 0.");
    }

    @Test
    void complexityShowsEveryVariantBesideThePapersFigures() {
        Outcome outcome = lab("complexity", "--size", "96", "--classes", "8");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("baseline, 96 px", "output-module, 96 px", "pdwres, 96 px", "full, 96 px")
                .contains("294.60 M FLOPs")
                .containsPattern("all +1,263,952 +20,104 +1,284,056 +27,272,072");
        assertThat(lab("complexity", "--size", "100").err())
                .contains("--size: '100' is not allowed: must be a multiple of 16");
    }

    @Test
    void evaluateTellsScriptsThatAModelIsNotGoodEnough() {
        Outcome refused = lab("evaluate", "--data", zip, "--labels", labels, "--min-accuracy", "1");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("the model that ships meets 0.")
                .contains("of the majority labels, 1.0000 were asked for (--min-accuracy)");
        assertThat(lab("evaluate", "--data", zip, "--labels", labels, "--min-accuracy", "2").err())
                .contains("--min-accuracy: '2.0' is not allowed: must be from 0 to 1");
    }

    @Test
    void evaluatesTheModelThatShips() throws Exception {
        Outcome outcome = lab("evaluate", "--data", zip, "--labels", labels);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("leak-free").contains("intersection");
        JsonNode line = outcome.lastLine();
        for (JsonNode part : List.of(line, line.get("leakFree"))) {
            assertThat(part.fieldNames())
                    .toIterable()
                    .contains(
                            "n",
                            "accuracy",
                            "macroF1",
                            "kl",
                            "chebyshev",
                            "clark",
                            "canberra",
                            "cosine",
                            "intersection",
                            "ece",
                            "fer2013Accuracy");
        }
        assertThat(line.get("classes").get("surprise").get("n").asInt()).isEqualTo(4);
    }

    @Test
    void aModelsDistributionsAreMixedWithTheVotesAndKeptForResuming() throws Exception {
        Path csv = folder.resolve("generated.csv");
        Outcome generated =
                lab(
                        "generate-distributions",
                        "--model",
                        "default",
                        "--data",
                        zip,
                        "--labels",
                        labels,
                        "--split",
                        "train",
                        "--min-accuracy",
                        "0",
                        "--output",
                        csv.toString());
        assertThat(generated.err()).isEmpty();
        assertThat(generated.out()).contains("32 distributions; they agree with ");

        Outcome trained = train("--epochs", "1", "--distributions", csv.toString(), "--mix", "1");

        assertThat(trained.code()).isZero();
        assertThat(Path.of(run).resolve("distributions.csv")).hasSameTextualContentAs(csv);
        assertThat(Files.readString(Path.of(run).resolve("settings.json")))
                .contains("labels: 0.0 votes + 1.0 generated.csv");
        Files.delete(csv);
        Outcome resumed =
                lab(
                        "train",
                        "--run",
                        run,
                        "--resume",
                        "--epochs",
                        "2",
                        "--data",
                        zip,
                        "--labels",
                        labels);
        assertThat(resumed.code()).isZero();
    }

    @Test
    void aStaleFileOfDistributionsDoesNotReachANewRun() throws Exception {
        Files.createDirectories(Path.of(run));
        Path stale = Files.writeString(Path.of(run).resolve("distributions.csv"), "image\n");

        Outcome outcome = train("--epochs", "1");

        assertThat(outcome.code()).isZero();
        assertThat(stale).doesNotExist();
    }

    @Test
    void trainingPicturesAreNoValidationPictures() {
        Outcome outcome = train("--valid-data", zip, "--valid-split", "train");

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("--valid-data: '")
                .contains("must give other pictures than --data")
                .contains("'train' and 'train'");
    }

    @Test
    void aGeneratorAnswersOutOfFold() throws Exception {
        String generator = folder.resolve("generator").toString();
        String[] training = {
            "train-generator",
            "--output",
            generator,
            "--folds",
            "2",
            "--variant",
            "resnet-18",
            "--size",
            "48",
            "--batch",
            "8",
            "--epochs",
            "1",
            "--data",
            zip,
            "--labels",
            labels
        };
        Outcome trained = lab(training);
        assertThat(trained.err()).doesNotContain("model-lab train-generator");
        assertThat(trained.code()).isZero();
        assertThat(trained.out()).contains("fold 2 of 2");

        Outcome again = lab(training);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("fold 2 of 2").doesNotContain("epoch 1: ");

        Path csv = folder.resolve("generated.csv");
        String[] question = {
            "generate-distributions",
            "--generator",
            generator,
            "--data",
            zip,
            "--labels",
            labels,
            "--temperature",
            "2",
            "--output",
            csv.toString(),
            "--min-accuracy",
            "0",
            "--split",
            "train"
        };
        Outcome generated = lab(question);
        assertThat(generated.err()).isEmpty();
        assertThat(generated.out()).contains("32 distributions; they agree with ");
        assertThat(csv).content().hasLineCount(33);

        question[question.length - 1] = "valid";
        Outcome other = lab(question);
        assertThat(other.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(other.err()).contains("--generator: ").contains("trained on these pictures");

        Outcome exported =
                lab(
                        "export",
                        "--run",
                        generator + "/fold-1",
                        "--output",
                        "x",
                        "--crop",
                        "square:0");
        assertThat(exported.err()).contains("not of the generator resnet-18");
        Outcome cropped = lab("export", "--run", generator, "--output", "x", "--crop", "square:9");
        assertThat(cropped.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(cropped.err()).contains("--crop: 'square:9' is not allowed: must be square:");
    }

    @Test
    void aGeneratorThatIsNotAtItsEndIsNotAsked() throws Exception {
        String generator = folder.resolve("generator").toString();
        List<String> training =
                List.of("train-generator", "--output", generator, "--folds", "2", "--size", "48");
        List<String> data = List.of("--data", zip, "--labels", labels, "--batch", "8");
        lab(join(training, data, List.of("--variant", "baseline", "--epochs", "1")));
        Path settings = Path.of(generator, "fold-2", "settings.json");
        Files.writeString(
                settings, Files.readString(settings).replace("\"epochs\" : 1", "\"epochs\" : 2"));

        Outcome outcome =
                lab(
                        "generate-distributions",
                        "--generator",
                        generator,
                        "--data",
                        zip,
                        "--labels",
                        labels,
                        "--output",
                        folder.resolve("generated.csv").toString());

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("--generator: ")
                .contains("must be trained to its end, fold 2 of 2 is not");
    }

    @Test
    void validationMayHaveALabelFileOfItsOwn() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("affectnet/1"));
        StringBuilder training = new StringBuilder("subDirectory_filePath,expression\n");
        for (int i = 0; i < 20; i++) {
            Files.write(pictures.resolve(i + ".png"), FerPlusFixture.png(i % 2, new Random(i)));
            training.append("1/%d.png,%d\n".formatted(i, i % 2));
        }
        Path csv = Files.writeString(folder.resolve("training.csv"), training);
        Files.write(pictures.resolve("v.png"), FerPlusFixture.png(1, new Random(99)));
        Path validation =
                Files.writeString(
                        folder.resolve("validation.csv"),
                        "subDirectory_filePath,expression\n1/v.png,1\n");
        String images = folder.resolve("affectnet").toString();
        List<String> common =
                List.of("train", "--data", images, "--labels", csv.toString(), "--epochs", "1");
        List<String> rest = List.of("--size", "48", "--batch", "8", "--run");

        Outcome trained =
                lab(
                        join(
                                common,
                                rest,
                                List.of(
                                        run,
                                        "--valid-data",
                                        images,
                                        "--valid-labels",
                                        validation.toString())));

        assertThat(trained.err()).doesNotContain("model-lab train");
        assertThat(trained.out()).contains("valid: 1 faces, 0 pictures cannot be read");
        assertThat(lab(join(common, rest, List.of(run + "2", "--valid-data", images))).err())
                .contains("must give other pictures than --data");
    }

    @SafeVarargs
    private static String[] join(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toArray(String[]::new);
    }

    /** Rows without a picture, pictures without a row, columns that are not there. */
    @Test
    void evaluatesASplitItHasNeverSeen() throws Exception {
        String rows =
                Files.readString(Path.of(labels))
                        .replace("/face32.png,", "/gone.png,")
                        .replace(",valid,", ",test,")
                        .replaceAll("(?m),[^,]*,[^,]*,[^,]*$", "");
        Path test = Files.writeString(folder.resolve("test.csv"), rows);

        Outcome outcome =
                lab("evaluate", "--data", zip, "--labels", test.toString(), "--split", "test");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("test: 11 faces, 1 pictures cannot be read")
                .contains("gone.png: no such picture");
        assertThat(outcome.lastLine().get("n").asInt()).isEqualTo(11);
        assertThat(outcome.lastLine().get("leakFree").get("n").asInt()).isEqualTo(11);
        assertThat(outcome.lastLine().has("fer2013Accuracy")).isFalse();
    }

    @Test
    void aModelThatAgreesTooSeldomGeneratesNothing() throws Exception {
        Path csv = folder.resolve("generated.csv");
        String wrong = Files.readString(Path.of(labels)).replace(",surprise,1,", ",anger,1,");
        Files.writeString(Path.of(labels), wrong);

        Outcome outcome =
                lab(
                        "generate-distributions",
                        "--model",
                        "default",
                        "--data",
                        zip,
                        "--labels",
                        labels,
                        "--split",
                        "train",
                        "--min-accuracy",
                        "1",
                        "--output",
                        csv.toString());

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err()).contains("must agree with 1.00 of the majority labels");
        assertThat(csv).doesNotExist();
    }

    @Test
    void aSplitWithoutMajoritiesCannotBeMeasured() throws Exception {
        String without =
                Files.readString(Path.of(labels))
                        .replaceAll(",(neutral|happiness|surprise),1,", ",,1,");
        Path file = Files.writeString(folder.resolve("without.csv"), without);

        Outcome outcome = lab("evaluate", "--data", zip, "--labels", file.toString());

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err()).contains("must hold at least one face with a majority label");
    }

    @ParameterizedTest
    @CsvSource({
        "--size, 50, must be a multiple of 16 from 48 to 512",
        "--batch, 1, must be 2 or more",
        "--epochs, 0, must be 1 or more",
        "--momentum, 1, must be from 0 to below 1",
        "--beta, 2, must be from 0 to 1",
        "--device, tpu, 'must be auto, cpu, cuda or cuda:N'",
        "--threads, -1, must be 0 or more",
        "--rotation, 200, must be from 0 to 180"
    })
    void wrongValuesStopTheProgram(String option, String value, String rule) {
        Outcome outcome = train(option, value);

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains(option + ": '" + value)
                .contains(rule)
                .contains("Example: ");
        assertThat(Path.of(run)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--mix, 0.3, must come with --distributions",
        "--recipe, paper-rafdb, 'must come with --distributions, from train-generator'"
    })
    void aShareOfDistributionsNeedsThem(String option, String value, String rule) {
        Outcome outcome = train(option, value);

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err()).contains(option + ": '" + value + "'").contains(rule);
        assertThat(Path.of(run)).doesNotExist();
    }

    @Test
    void cudaIsRefusedWhereThereIsNone() {
        assumeThat(Engine.getEngine("PyTorch").getGpuCount()).isZero();

        Outcome outcome = train("--device", "cuda:1");

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains("--device: 'cuda:1' is not allowed: must be")
                .contains("PyTorch runs without CUDA here");
        for (String[] source : new String[][] {{"--run", run}, {}}) {
            Outcome evaluated =
                    lab(
                            join(
                                    List.of("evaluate", "--device", "cuda"),
                                    List.of(source),
                                    List.of("--data", zip, "--labels", labels)));
            assertThat(evaluated.code()).isNotZero();
            assertThat(evaluated.err()).containsIgnoringCase("cuda");
        }
        assertThat(Path.of(run)).doesNotExist();
    }

    @Test
    void resumingKeepsTheRunsSettings() {
        Outcome outcome =
                lab(
                        "train",
                        "--run",
                        run,
                        "--data",
                        zip,
                        "--labels",
                        labels,
                        "--resume",
                        "--learning-rate",
                        "0.5");

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains(
                        "--resume: '--learning-rate 0.5' is not allowed: keeps the run's own settings, of which only --epochs and --max-minutes may be given anew. Example: --resume --epochs 40");
    }

    @Test
    void aFolderWithoutARunIsSaidToBeNone() {
        Outcome outcome =
                lab("export", "--run", run, "--output", "model.onnx", "--crop", "square:0");

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(outcome.err()).contains("is no training run: it has no settings.json");
    }

    @Test
    void aRunWithOtherLabelsIsNotMeasured() throws Exception {
        train("--epochs", "1");
        Path settings = Path.of(run).resolve("settings.json");
        Files.writeString(
                settings, Files.readString(settings).replace("\"contempt\"", "\"boredom\""));

        for (String command : List.of("evaluate", "report")) {
            Outcome outcome = lab(command, "--run", run, "--data", zip, "--labels", labels);

            assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(outcome.err())
                    .contains("--run: '" + run)
                    .contains("must have the labels of the data")
                    .contains("boredom");
        }
    }

    @Test
    void metricsThatAreCutOffAreSaidToBe() throws Exception {
        train("--epochs", "1");
        Path metrics = Path.of(run).resolve("metrics.csv");
        Files.writeString(metrics, Files.readString(metrics).strip());

        Outcome outcome = lab("report", "--run", run);

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(outcome.err()).contains("metrics.csv is cut off in line 2");
    }

    @Test
    void aFileThatIsNoModelIsSaidToBeNone() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.onnx"), "no model");

        Outcome outcome = lab("inspect", file.toString());

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(outcome.err()).contains("model-lab inspect: ").contains("broken.onnx");
    }

    @Test
    void exportConvertsAFileToAnotherPrecision() {
        String half = folder.resolve("half.onnx").toString();

        Outcome exported =
                lab("export", "--model", "default", "--precision", "fp16", "--output", half);

        assertThat(exported.code()).isZero();
        assertThat(exported.out())
                .contains("half.onnx: expression-model@", ", fp16, ")
                .contains("against the fp32 file on generated pictures: largest difference");
        assertThat(lab("inspect", half).out())
                .contains("precision   fp16")
                .contains("output      distribution: float [batch, 8]")
                .contains("countenance.converted-from = expression-model@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model default --precision int8|must come with --data, faces to calibrate on",
                "--model default|must be fp16 or int8 with --model",
                "--model default --precision fp16 --crop square:0|must be left out with --model",
                "--run run|--crop: 'missing' is not allowed: must be given with --run",
                "--model default --calibration-faces 0|must be 1 or more"
            })
    void exportSaysWhichOptionsDoNotFit(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("export", "--output", "unused.onnx"));
        arguments.addAll(List.of(options.split(" ")));

        Outcome outcome = lab(arguments.toArray(new String[0]));

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void inspectSaysWhyTheJobWouldRefuseAFile() throws Exception {
        ModelProto shipped = ModelProto.parseFrom(ModelFile.read("default").bytes());
        ModelProto.Builder other = shipped.toBuilder();
        other.getMetadataPropsBuilderList().stream()
                .filter(entry -> entry.getKey().equals("countenance.input-size"))
                .forEach(entry -> entry.setValue("48"));
        Path file = folder.resolve("other.onnx");
        Files.write(file, other.build().toByteArray());

        Outcome outcome = lab("inspect", file.toString());

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(outcome.err())
                .contains("other.onnx: its input 'faces' is UINT8 [-1, 64, 64, 3]")
                .contains("Rule: one input 'faces', uint8 [N, 48, 48, 3] with any N");
    }

    private Outcome train(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("train", "--run", run, "--data", zip, "--labels", labels));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--size")) {
            arguments.addAll(List.of("--size", "48"));
        }
        if (!arguments.contains("--batch")) {
            arguments.addAll(List.of("--batch", "16"));
        }
        return lab(arguments.toArray(String[]::new));
    }
}
