package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.lab.toy.ToyFace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictCommandTest {

    private static final int SIDE = 240;

    @TempDir private Path folder;
    private String happy;

    @BeforeEach
    void picture() throws Exception {
        byte[] png = ToyFace.plain(1, SIDE, new Random(4)).png();
        happy = Files.write(folder.resolve("happy.png"), png).toString();
    }

    @Test
    void printsAndDrawsEachFace() throws Exception {
        Outcome outcome = Outcome.lab("predict", happy, "--output", folder + "/out");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("happy.png: 1 faces, drawn in ")
                .containsPattern(
                        "#1 +box .* score [01]\\.\\d\\d +happiness +neutral 0\\.\\d\\d happiness ");
        BufferedImage drawn = ImageIO.read(folder.resolve("out/happy-expressions.png").toFile());
        // Small pictures are enlarged; the face fills the picture, so that its panel is in a
        // margin.
        assertThat(drawn.getHeight()).isEqualTo(640);
        assertThat(drawn.getWidth()).isGreaterThanOrEqualTo(640);
    }

    @Test
    void printsJsonThatSaysTheSame() throws Exception {
        Outcome outcome = Outcome.lab("predict", happy, "--json", "--output", folder.toString());

        JsonNode face = outcome.lastLine();
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(face.get("picture").asText()).isEqualTo(happy);
        assertThat(face.get("dominant").asText()).isEqualTo("happiness");
        assertThat(face.get("box").get("width").asDouble()).isBetween(80.0, 240.0);
        double sum = 0;
        for (JsonNode share : face.get("distribution")) {
            sum += share.asDouble();
        }
        assertThat(sum).isBetween(0.999, 1.001);
    }

    @Test
    void aBrokenPictureDoesNotKeepTheOthersFromBeingRead() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        Path bmp = folder.resolve("happy.bmp");
        ImageIO.write(
                ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(Path.of(happy)))),
                "bmp",
                bmp.toFile());

        Outcome outcome =
                Outcome.lab(
                        "predict",
                        text.toString(),
                        folder + "/missing.png",
                        happy,
                        bmp.toString(),
                        "--output",
                        folder + "/out");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("text.jpg: not a picture that can be decoded")
                .contains("missing.png: no such file");
        // Both are named happy: the second gets a name of its own.
        assertThat(folder.resolve("out/happy-expressions.png")).exists();
        assertThat(folder.resolve("out/happy-2-expressions.png")).exists();
    }

    @Test
    void blurChangesTheFaceInThePicture() throws Exception {
        Outcome.lab("predict", happy, "--output", folder + "/clear");
        Outcome.lab("predict", happy, "--output", folder + "/blurred", "--blur");

        assertThat(roughness("blurred")).isLessThan(0.5 * roughness("clear"));
    }

    @Test
    void wrongOptionsAreSaidToBeWrong() {
        assertThat(Outcome.lab("predict", happy, "--output", happy).err())
                .contains("--output: '" + happy + "' is not allowed: must be a folder");
        Outcome score = Outcome.lab("predict", happy, "--detector.min-score", "2");
        assertThat(score.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(score.err())
                .contains("--detector.min-score: '2.0' is not allowed: must be between 0 and 1");
        assertThat(Outcome.lab("predict", happy, "--detector.model", "none.onnx").err())
                .contains("there is no detector 'none.onnx'");
    }

    /** Mean difference of neighbouring pixels around the middle, where the face is. */
    private double roughness(String name) throws Exception {
        BufferedImage image =
                ImageIO.read(folder.resolve(name + "/happy-expressions.png").toFile());
        double sum = 0;
        for (int i = 280; i < 360; i++) {
            for (int j = 280; j < 360; j++) {
                sum += Math.abs((image.getRGB(i, j) & 255) - (image.getRGB(i + 1, j) & 255));
            }
        }
        return sum;
    }
}
