package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.FerPlusFixture;
import io.countenance.lab.SharedData;
import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FerPlusReaderTest {

    @TempDir private Path folder;

    @Test
    void readsASplitFromAZipFile() throws Exception {
        FerPlusFixture.write(folder, 8, 3);

        FaceSet faces =
                load(folder.resolve("faces.zip"), folder.resolve("labels.csv"), "train", "");

        assertThat(faces.labels()).startsWith("neutral", "happiness", "surprise").hasSize(8);
        assertThat(faces.unreadable()).isEmpty();
        assertThat(faces.faces()).hasSize(8);
        LabelledFace second = faces.faces().get(1);
        assertThat(second.name()).isEqualTo("train/face1.png");
        assertThat(second.distribution()).containsExactly(0, 7 / 9f, 2 / 9f, 0, 0, 0, 0, 0);
        assertThat(second.majority()).isEqualTo(1);
        assertThat(second.fer2013Label()).isEqualTo(1);
        assertThat(second.picture().read().width()).isEqualTo(48);
        assertThat(faces.faces().get(0).copyInTrain()).isTrue();
        assertThat(second.copyInTrain()).isFalse();
    }

    @Test
    void listsPicturesThatCannotBeReadAndGoesOn() throws Exception {
        Files.createDirectories(folder.resolve("valid"));
        byte[] png = FerPlusFixture.png(0, new Random(1));
        Files.write(folder.resolve("valid/good.png"), png);
        Files.write(folder.resolve("valid/text.png"), "no picture".getBytes());
        Files.write(folder.resolve("valid/cut.png"), java.util.Arrays.copyOf(png, 60));
        Path labels =
                labels(
                        FerPlusFixture.row("valid/good.png", "valid", 0, false),
                        FerPlusFixture.row("valid/text.png", "valid", 0, false),
                        FerPlusFixture.row("valid/cut.png", "valid", 0, false),
                        FerPlusFixture.row("valid/missing.png", "valid", 0, false));

        FaceSet faces = load(folder, labels, "valid", "");

        assertThat(faces.faces()).extracting(LabelledFace::name).containsExactly("valid/good.png");
        assertThat(faces.unreadable())
                .extracting(FaceSet.Unreadable::name)
                .containsExactly("valid/text.png", "valid/cut.png", "valid/missing.png");
        assertThat(faces.unreadable().get(0).reason())
                .isEqualTo("not a picture that can be decoded");
        assertThat(faces.unreadable().get(2).reason()).isEqualTo("no such picture");
    }

    @Test
    void leavesOutWhatFerPlusLeavesOut() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        String kept = FerPlusFixture.row("a.png", "valid", 0, false);
        Path labels = labels(kept, kept.replace("neutral,1,", ",0,"), kept.replace("neutral", ""));

        FaceSet faces = load(folder, labels, "valid", "");

        assertThat(faces.faces()).extracting(LabelledFace::majority).containsExactly(0, -1);
    }

    @Test
    void saysWhichSplitsThereAre() throws Exception {
        FerPlusFixture.write(folder, 2, 2);

        assertThatThrownBy(
                        () ->
                                load(
                                        folder.resolve("faces.zip"),
                                        folder.resolve("labels.csv"),
                                        "test",
                                        ""))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "--split: 'test' is not allowed: must be one of [train, valid]. Example:"
                                + " --split train");
    }

    @Test
    void takesAllPicturesWhereTheOptionalColumnsAreMissing() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        Path labels =
                Files.writeString(
                        folder.resolve("labels.csv"),
                        """
                        image,split,votes_neutral,votes_happiness,votes_surprise,votes_sadness,\
                        votes_anger,votes_disgust,votes_fear,votes_contempt,ferplus_majority
                        a.png,test,8,2,0,0,0,0,0,0,neutral
                        """);

        LabelledFace face = load(folder, labels, "test", "").faces().get(0);

        assertThat(face.majority()).isZero();
        assertThat(face.copyInTrain()).isFalse();
        assertThat(face.fer2013Label()).isEqualTo(-1);
    }

    @Test
    void aMajorityCountsWhateverTheCrossEntropyModeSays() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        String row = FerPlusFixture.row("a.png", "valid", 0, false);

        FaceSet faces = load(folder, labels(row.replace("neutral,1,", "neutral,0,")), "valid", "");

        assertThat(faces.faces()).extracting(LabelledFace::majority).containsExactly(0);
    }

    @Test
    void computesTheMajorityWhereItsColumnIsMissing() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        Path labels = folder.resolve("labels.csv");
        String header =
                "image,split,votes_neutral,votes_happiness,votes_surprise,votes_sadness,"
                        + "votes_anger,votes_disgust,votes_fear,votes_contempt";
        Files.writeString(
                labels,
                header
                        + ",votes_unknown,votes_NF\n"
                        + "a.png,test,2,7,0,0,0,0,0,0,1,0\n"
                        + "a.png,test,4.0,4.,2,0,0,0,0,0,0,0\n");

        assertThat(load(folder, labels, "test", "").faces())
                .extracting(LabelledFace::majority)
                .containsExactly(1, -1);

        Files.writeString(labels, header + "\na.png,test,8,2,0,0,0,0,0,0\n");
        assertThatThrownBy(() -> load(folder, labels, "test", ""))
                .hasMessageContaining("must have a column 'ferplus_majority' in every row");
    }

    @Test
    void listsAMajorityThatIsNoExpression() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        String row = FerPlusFixture.row("a.png", "valid", 0, false);
        Path labels =
                labels(
                        row.replace("neutral,1,neutral", "Neutral,1,neutral"),
                        row.replace("neutral,1,neutral", "nutral,1,neutral"),
                        row.replace("neutral,1,neutral", "unknown,1,neutral"));

        FaceSet faces = load(folder, labels, "valid", "");

        assertThat(faces.faces()).extracting(LabelledFace::majority).containsExactly(0, -1);
        assertThat(faces.unreadable())
                .extracting(FaceSet.Unreadable::reason)
                .containsExactly("no expression of FER+: nutral");
    }

    @Test
    void saysThatTheLabelFileIsNoTable() throws Exception {
        Path labels = folder.resolve("labels.csv");
        Files.writeString(labels, "");
        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining("must not be an empty file");
        Files.writeString(labels, FerPlusFixture.HEADER + "\n");
        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining("--labels: ")
                .hasMessageContaining("must have rows");
        Files.write(labels, new byte[] {'a', (byte) 0xff, (byte) 0xfe, '\n', (byte) 0x80});
        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining("labels.csv is no CSV file: it is not in UTF-8");
    }

    @Test
    void saysWhichColumnIsMissing() throws Exception {
        Path labels = folder.resolve("labels.csv");
        Files.writeString(labels, "image\na.png\n");

        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining("must have a column 'split' in every row");
    }

    @Test
    void saysThatNoPictureOfTheSplitIsThere() throws Exception {
        Path labels = labels(FerPlusFixture.row("a.png", "valid", 0, false));

        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining("--data")
                .hasMessageContaining(
                        "must hold the pictures of split 'valid', none of 1 can be read");
    }

    @Test
    void saysThatTheDataAreNoZipFile() throws Exception {
        Path labels = labels(FerPlusFixture.row("a.png", "valid", 0, false));

        assertThatThrownBy(() -> load(labels, labels, "valid", "valid-"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("--valid-data: ")
                .hasMessageContaining("must be a folder or a zip file");
    }

    @Test
    void saysWhereVotesAreNoNumber() throws Exception {
        Files.write(folder.resolve("a.png"), FerPlusFixture.png(0, new Random(1)));
        Path labels = labels(FerPlusFixture.row("a.png", "valid", 0, false).replace(",7,", ",x,"));

        assertThatThrownBy(() -> load(folder, labels, "valid", ""))
                .hasMessageContaining(
                        "must have a number of votes in column 'votes_neutral', not 'x' (row 1 below"
                                + " the header)");
    }

    @Test
    void readsTheRealSet() throws Exception {
        Path real = SharedData.ferPlus();

        FaceSet faces = load(real.resolve("valid.zip"), real.resolve("labels.csv"), "valid", "");

        assertThat(faces.unreadable()).isEmpty();
        assertThat(faces.faces()).filteredOn(face -> face.majority() >= 0).hasSize(3199);
    }

    private static FaceSet load(Path data, Path labels, String split, String purpose)
            throws Exception {
        return FaceSets.load(
                new FaceQuery(data, labels, split, null, Colour.LUMINANCE, purpose),
                LoadingListener.NONE);
    }

    private Path labels(String... rows) throws Exception {
        Path labels = folder.resolve("labels.csv");
        Files.writeString(labels, FerPlusFixture.HEADER + "\n" + String.join("\n", rows) + "\n");
        return labels;
    }
}
