package io.countenance.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.loss.LossSettings;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Compute;
import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import io.countenance.lab.train.TrainingListener;
import io.countenance.lab.train.TrainingRun;
import io.countenance.lab.train.TrainingSettings;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

    private static final FaceSet TRAINING = DrawnFaces.of(24, 1);
    private static final FaceSet VALIDATION = DrawnFaces.of(9, 2);
    private static final Pattern ADDRESS =
            Pattern.compile("(?:src|href|url)\\s*[=(]\\s*\"?([^\">]{0,22})");

    @TempDir private Path folder;

    @Test
    void showsARunWithValidation() throws Exception {
        Path run = folder.resolve("run");
        train(run, VALIDATION, 2, 99);
        RunData.of(TRAINING, VALIDATION).write(run);

        Path page = RunReport.write(run);

        assertThat(page).isEqualTo(run.resolve("report.html"));
        String html = Files.readString(page);
        assertThat(text(html))
                .contains("Training run run")
                .contains("Network: full, 48 px, luminance.")
                .contains("2 of 2 epochs done")
                .contains("Kept: epoch ", "without a copy in the training split.")
                .contains("leak-free", "Chebyshev", "surprise")
                .contains("learning rate 0.0005")
                .contains("loss: kind KL")
                .contains("labels neutral, happiness, surprise,")
                .contains("faces training validation", "all 24 9", "happiness 8 3");
        assertThat(plots(run))
                .containsExactly(
                        "accuracy.png",
                        "confusion.png",
                        "learning-rate.png",
                        "loss.png",
                        "recall.png",
                        "reliability.png");
        for (String plot : plots(run)) {
            BufferedImage image = ImageIO.read(run.resolve("plots").resolve(plot).toFile());
            assertThat(image.getWidth()).isBetween(700, 1200);
            assertThat(image.getHeight()).isBetween(500, 1000);
            assertThat(colours(image)).as(plot).hasSizeGreaterThan(20);
        }
        assertThat(addresses(html)).containsOnly("data:image/png;base64,");
        assertThat(html).doesNotContain("<script", "://");
    }

    @Test
    void escapesEveryText() throws Exception {
        Path run = folder.resolve("a&b");
        train(run, null, 1, 99);
        Path settings = run.resolve("settings.json");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("drawn faces", "<script>alert('1')</script>\\\" onload=x")
                        .replace("\"contempt\"", "\"<img src=x>\""));

        String html = Files.readString(RunReport.write(run));

        assertThat(html)
                .contains("Training run a&amp;b")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload")
                .contains("&lt;img src")
                .doesNotContain("<script", "<img src=x", "\" onload");
    }

    @Test
    void showsARunWithoutValidation() throws Exception {
        train(folder, null, 1, 99);

        String text = text(Files.readString(RunReport.write(folder)));

        assertThat(text)
                .contains("1 of 1 epochs done")
                .contains("Kept: epoch 1, the last one, for the run has no validation data.")
                .doesNotContain("Measures");
        assertThat(plots(folder)).containsExactly("accuracy.png", "learning-rate.png", "loss.png");
    }

    @Test
    void showsARunThatWasStoppedInItsFirstEpoch() throws Exception {
        train(folder, VALIDATION, 2, 1);

        String text = text(Files.readString(RunReport.write(folder)));

        assertThat(text)
                .contains("0 of 2 epochs done", "Stopped in epoch 1 after step 1.")
                .contains("batch size 8")
                .doesNotContain("Kept", "Measures");
        assertThat(plots(folder)).isEmpty();
    }

    @Test
    void showsARunThatHasOnlyBegun() throws Exception {
        try (TrainingRun run =
                TrainingRun.start(settings(1), TRAINING, null, folder, Compute.CPU)) {
            String text = text(Files.readString(RunReport.write(folder)));

            assertThat(text).contains("No epoch is done yet.", "Settings");
        }
    }

    @Test
    void measuresOfAnotherSplitStandInPlaceOfTheValidations() throws Exception {
        train(folder, VALIDATION, 1, 99);
        FaceSet other = DrawnFaces.of(6, 3);

        RunReport.write(folder, MeasuredSplit.of("other.zip", other, new float[6][8]));

        // Every face is taken for neutral.
        assertThat(text(Files.readString(folder.resolve("report.html"))))
                .contains("Measures on other.zip", "all 6 0.3333", "leak-free 4 0.2500")
                .contains("neutral 2 1.0000 0.3333 0.5000", "happiness 2 0.0000 0.0000 0.0000")
                .contains("faces other.zip");
    }

    @Test
    void checkpointsOfBeforeTheDetailsStillHaveMeasures() throws Exception {
        train(folder, VALIDATION, 1, 99);
        Path state = folder.resolve("epoch-0001/state.json");
        Files.writeString(
                state,
                Files.readString(state)
                        .replaceFirst("(?s)\"details\" : \\{.*\"unfinished\"", "\"unfinished\""));

        assertThat(text(Files.readString(RunReport.write(folder))))
                .contains("model-lab report with --data measures it anew", "all 9 0.");
    }

    @Test
    void refusesMetricsThatAreCutOff() throws Exception {
        train(folder, null, 1, 99);
        Files.writeString(folder.resolve("metrics.csv"), "2,0.5,1", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> RunReport.write(folder))
                .hasMessageContaining("metrics.csv is cut off in line 3");
    }

    private static void train(Path run, @Nullable FaceSet validation, int epochs, int stopAfter)
            throws Exception {
        try (TrainingRun training =
                TrainingRun.start(settings(epochs), TRAINING, validation, run, Compute.CPU)) {
            training.train(
                    new TrainingListener() {
                        @Override
                        public void stepDone(int step, double loss, float rate, double progress) {
                            if (step == stopAfter) {
                                training.stop();
                            }
                        }
                    });
        }
    }

    private static TrainingSettings settings(int epochs) {
        return new TrainingSettings(
                new NetworkSpec(Variant.FULL, 48, 8, 0, TRAINING.colour()),
                TRAINING.labels(),
                "drawn faces",
                new LossSettings(LossKind.KL, 1, 0.5f, 0.6f, 1),
                Augmentation.NONE,
                Sampling.NATURAL,
                epochs,
                8,
                0.0005f,
                Optimiser.NESTEROV,
                RateDecay.COSINE,
                0.9f,
                0,
                0,
                0.5f,
                0,
                1);
    }

    private static Set<String> plots(Path run) throws Exception {
        try (Stream<Path> files = Files.list(run.resolve("plots"))) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What a reader sees, in a line. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private static Set<String> addresses(String html) {
        Matcher matcher = ADDRESS.matcher(html);
        return matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new TreeSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
