package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FaceSets;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.LoadingListener;
import io.countenance.lab.data.Picture;
import io.countenance.lab.toy.ToyDataSet;
import io.countenance.lab.toy.ToyFace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PrepareCommandTest {

    @TempDir private Path folder;

    @Test
    void labelsAreKeptAndSplitsStandBesideOneAnother() throws Exception {
        new ToyDataSet(10, 4, 128, 1).write(folder, LoadingListener.NONE);
        String output = folder + "/out";

        Outcome train = prepare("train.zip", "train", output);
        Outcome valid = prepare("valid.zip", "valid", output);

        assertThat(train.err()).isEmpty();
        assertThat(valid.err()).isEmpty();
        assertThat(train.out())
                .contains("crop square:0.0 of 64 px", "cropped ", "framing of ")
                .containsPattern("square:-?0\\.\\d\\d,-?0\\.\\d\\d shows about what these");
        for (String split : new String[] {"train", "valid"}) {
            FaceSet before =
                    load(folder.resolve(split + ".zip"), folder.resolve("labels.csv"), split);
            FaceSet after = load(Path.of(output), Path.of(output, "labels.csv"), split);
            assertThat(after.unreadable()).isEmpty();
            assertThat(after.faces()).hasSameSizeAs(before.faces());
            for (int i = 0; i < before.faces().size(); i++) {
                LabelledFace crop = after.faces().get(i);
                assertThat(crop.name()).isEqualTo(before.faces().get(i).name());
                assertThat(crop.distribution()).isEqualTo(before.faces().get(i).distribution());
                assertThat(crop.majority()).isEqualTo(before.faces().get(i).majority());
                assertThat(crop.picture().read().width()).isEqualTo(64);
            }
        }
    }

    @Test
    void saysWhatBecameOfEachPicture() throws Exception {
        Path data = folder.resolve("faces");
        write(data.resolve("happy/face.png"), ToyFace.plain(1, 128, new Random(4)).png());
        write(data.resolve("happy/text.png"), "no picture".getBytes());
        write(data.resolve("sad/face.png"), ToyFace.plain(3, 128, new Random(5)).png());
        write(data.resolve("sad/empty.png"), grey().png());

        Outcome outcome =
                Outcome.lab("prepare", "--data", data.toString(), "--output", folder + "/out");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsPattern("cropped +2\n")
                .containsPattern("no-face +1\n  sad/empty.png\n")
                .containsPattern(
                        "unreadable +1\n  happy/text.png: not a picture that can be decoded\n");
        assertThat(Files.readAllLines(folder.resolve("out/all/manifest.csv")))
                .hasSize(5)
                .startsWith(
                        "source,outcome,crop,x,y,width,height,score,faces_found,picture_width,picture_height,reason")
                .anyMatch(
                        line -> line.startsWith("happy/face.png,cropped,happiness/happy_face.png,"))
                .contains("sad/empty.png,no-face,,,,,,,0,128,128,");
        assertThat(ImageIO.read(folder.resolve("out/all/contact-sheet.png").toFile()).getWidth())
                .isEqualTo(8 + 2 * (96 + 8));
        FaceSet crops = load(folder.resolve("out"), null, "all");
        assertThat(crops.labels()).containsExactly("happiness", "sadness");
        assertThat(crops.faces()).hasSize(2);
    }

    @Test
    void facelessPicturesAreTakenWholeWhereTheyAreAskedFor() throws Exception {
        write(folder.resolve("photos/empty.png"), grey().png());

        Outcome outcome =
                Outcome.lab(
                        "prepare",
                        "--data",
                        folder + "/photos",
                        "--output",
                        folder + "/out",
                        "--keep-faceless",
                        "--size",
                        "32");

        assertThat(outcome.out()).containsPattern("whole +1\n  empty.png\n");
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) 99);
        assertThat(folder.resolve("out/all/empty.png"))
                .hasBinaryContent(new Picture(32, 32, Colour.RGB, rgb).png());
    }

    @Test
    void anEarlierPreparationIsNotMixedWithANewOne() throws Exception {
        write(folder.resolve("photos/empty.png"), grey().png());
        String[] arguments = {
            "prepare", "--data", folder + "/photos", "--output", folder + "/out", "--keep-faceless"
        };
        Files.createDirectories(folder.resolve("out/all"));

        assertThat(Outcome.lab(arguments).code()).isZero();
        Outcome outcome = Outcome.lab(arguments);

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err())
                .contains(
                        "--output: '"
                                + folder
                                + "/out' is not allowed: must not have files in a folder 'all' yet");
    }

    @ParameterizedTest
    @CsvSource({
        "--size, 4, must be from 8 to 1024 px",
        "--crop, round, 'must be square:MARGIN from -0.5 to 2'",
        "--close-ups, 10, 'must be 0, or from 64 to 4096 px'",
        "--threads, -1, must be from 0 to 256"
    })
    void wrongValuesStopTheProgram(String option, String value, String rule) {
        Outcome outcome =
                Outcome.lab(
                        "prepare",
                        "--data",
                        folder.toString(),
                        "--output",
                        folder + "/out",
                        option,
                        value);

        assertThat(outcome.code()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(outcome.err()).contains(option + ": '" + value + "' is not allowed: " + rule);
    }

    private Outcome prepare(String zip, String split, String output) {
        return Outcome.lab(
                "prepare",
                "--data",
                folder + "/" + zip,
                "--labels",
                folder + "/labels.csv",
                "--split",
                split,
                "--close-ups",
                "160",
                "--keep-faceless",
                "--output",
                output);
    }

    private static Picture grey() {
        byte[] pixels = new byte[128 * 128];
        Arrays.fill(pixels, (byte) 99);
        return new Picture(128, 128, Colour.LUMINANCE, pixels);
    }

    private static void write(Path file, byte[] bytes) throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static FaceSet load(Path data, @Nullable Path labels, String split) throws Exception {
        return FaceSets.load(
                new FaceQuery(data, labels, split, null, Colour.LUMINANCE, ""),
                LoadingListener.NONE);
    }
}
