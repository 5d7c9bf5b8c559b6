package io.countenance.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.options.OptionsReference;
import io.countenance.options.Program;
import io.countenance.vision.SharedData;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.image.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateDetectorTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void defaultDetectorIsAsGoodAsPromised() throws Exception {
        assumeThat(FaceDetectors.isShippedModelPresent())
                .as("needs the detector that the build fetches with npm")
                .isTrue();
        Path images = SharedData.require("images");
        int code =
                run("--images", images.toString(), "--truth", images.resolve("gt.txt").toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        JsonNode last = lastLine();
        assertThat(last.get("recall").asDouble()).isGreaterThanOrEqualTo(0.98);
        assertThat(last.get("precision").asDouble()).isGreaterThanOrEqualTo(0.97);
        for (String set : new String[] {"group", "dense"}) {
            JsonNode figures = last.get("sets").get(set);
            assertThat(figures.get("recall").asDouble()).isGreaterThanOrEqualTo(0.98);
            assertThat(figures.get("precision").asDouble()).isGreaterThanOrEqualTo(0.97);
        }
        assertThat(out.toString()).contains("total");
    }

    @Test
    void countsMissesAndLeavesUndefinedFiguresEmpty() throws Exception {
        Files.write(folder.resolve("a.png"), Pictures.png(Pictures.shapes(200, 100)));
        Path truth = Files.writeString(folder.resolve("t.txt"), "a.png 10 10 60 60 mine 0\n");
        assertThat(run("--images", folder.toString(), "--truth", truth.toString())).isZero();
        assertThat(lastLine().get("recall").asDouble()).isZero();
        assertThat(lastLine().get("precision").isNull()).isTrue();
        assertThat(lastLine().get("sets").get("mine").get("recall").asDouble()).isZero();
    }

    @Test
    void namesTheLineWhosePictureIsMissing() throws Exception {
        Path truth = Files.writeString(folder.resolve("t.txt"), "\nnone.jpg 10 10 60 60 s 0\n");
        assertThat(run("--images", folder.toString(), "--truth", truth.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("t.txt, line 2: there is no picture none.jpg in " + folder);
    }

    @Test
    void namesTheLineWhosePictureCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("a.jpg"), "no picture");
        Path truth = Files.writeString(folder.resolve("t.txt"), "a.jpg 10 10 60 60 s 0\n");
        assertThat(run("--images", folder.toString(), "--truth", truth.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("t.txt, line 1: the picture")
                .contains("cannot be read: neither a JPEG nor a PNG file");
    }

    @Test
    void namesTheOptionThatIsWrong() throws Exception {
        Path truth = Files.writeString(folder.resolve("t.txt"), "a.jpg 10 10 60 60 s 0\n");
        assertThat(
                        run(
                                "--images",
                                folder.toString(),
                                "--truth",
                                truth.toString(),
                                "--min-score",
                                "1.5"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--min-score: '1.5' is not allowed: must be from 0 to 1. Example: --min-score 0.65");
    }

    @Test
    void documentationIsUpToDate() throws Exception {
        Path file = Path.of("../docs/options/evaluate-detector.md");
        String reference = OptionsReference.markdown(new EvaluateDetector());
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, reference);
        }
        assertThat(file)
                .as("regenerate with mvn -pl vision -am test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(reference);
    }

    private int run(String... arguments) {
        CommandLine line = Program.commandLine(new EvaluateDetector());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private JsonNode lastLine() throws Exception {
        String[] lines = out.toString().strip().split("\\R");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }
}
