package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.FerPlusFixture;
import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFormatTest {

    private static final String[] SEVEN = {
        "neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear"
    };

    @TempDir private Path folder;

    @Test
    void readsRafDb() throws Exception {
        Files.writeString(
                folder.resolve("list_partition_label.txt"),
                "train_00001.jpg 5\ntrain_00002.jpg 1\ntrain_00003.jpg 9\ntest_0001.jpg 7\n");
        picture("Image/aligned/train_00001_aligned.jpg");
        picture("Image/aligned/train_00002_aligned.jpg");
        picture("Image/aligned/test_0001_aligned.jpg");

        FaceSet train = load(folder, null, "train", null);

        assertThat(train.labels()).containsExactly(SEVEN);
        assertThat(train.faces()).extracting(LabelledFace::majority).containsExactly(3, 2);
        assertThat(train.faces().get(0).distribution()).containsExactly(0, 0, 0, 1, 0, 0, 0);
        assertThat(train.unreadable())
                .containsExactly(new FaceSet.Unreadable("train_00003.jpg", "no label from 1 to 7"));
        assertThat(load(folder, null, "test", null).faces())
                .extracting(LabelledFace::majority)
                .containsExactly(0);
        assertThatThrownBy(() -> load(folder, null, "valid", null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "--split: 'valid' is not allowed: must be train or test: RAF-DB has no"
                                + " other. Example: --split test");
    }

    @Test
    void readsRafDbAsItIsReleased() throws Exception {
        Files.createDirectories(folder.resolve("EmoLabel"));
        Files.writeString(folder.resolve("EmoLabel/list_patition_label.txt"), "test_0001.jpg 4\n");
        picture("Image/aligned/test_0001_aligned.jpg");

        assertThat(load(folder, null, "test", null).faces())
                .extracting(LabelledFace::majority)
                .containsExactly(1);
    }

    @Test
    void readsAffectNetsAnnotationsWithAndWithoutContempt() throws Exception {
        Path csv = folder.resolve("training.csv");
        Files.writeString(
                csv,
                "subDirectory_filePath,face_x,expression,valence\n"
                        + "1/a.jpg,0,1,0\n1/b.jpg,0,6,0\n1/c.jpg,0,7,0\n1/d.jpg,0,9,0\n"
                        + "1/gone.jpg,0,2,0\n");
        for (String name : new String[] {"a", "b", "c", "d"}) {
            picture("1/" + name + ".jpg");
        }

        FaceSet eight = load(folder, csv, "train", null);
        FaceSet seven = load(folder, csv, "train", DataFormat.AFFECTNET_7);

        assertThat(eight.labels()).isEqualTo(FerPlus.LABELS);
        assertThat(eight.faces()).extracting(LabelledFace::majority).containsExactly(1, 4, 7);
        assertThat(eight.leftOut()).isEqualTo(Map.of("uncertain", 1));
        assertThat(eight.unreadable())
                .containsExactly(new FaceSet.Unreadable("1/gone.jpg", "no such picture"));
        assertThat(seven.labels()).containsExactly(SEVEN);
        assertThat(seven.faces()).extracting(LabelledFace::majority).containsExactly(1, 4);
        assertThat(seven.leftOut()).isEqualTo(Map.of("uncertain", 1, "contempt", 1));
    }

    @Test
    void readsAffectNetsFolders() throws Exception {
        picture("train/0/a.jpg");
        picture("train/3/b.jpg");
        picture("train/7/c.jpg");

        FaceSet faces = load(folder, null, "train", null);

        assertThat(faces.labels()).isEqualTo(FerPlus.LABELS);
        assertThat(faces.faces()).extracting(LabelledFace::majority).containsExactly(0, 2, 7);
    }

    @Test
    void readsFoldersNamedLikeExpressionsAndTheirSynonyms() throws Exception {
        picture("wink/a.png");
        picture("Angry/b.png");
        picture("happy/c.png");
        picture("boredom/d.png");
        Files.writeString(folder.resolve("happy/broken.png"), "text");
        Files.writeString(folder.resolve("happy/notes.txt"), "text");

        FaceSet faces = load(folder, null, "train", null);

        assertThat(faces.labels()).containsExactly("happiness", "anger", "boredom", "wink");
        assertThat(faces.faces()).extracting(LabelledFace::majority).containsExactly(1, 2, 0, 3);
        assertThat(faces.unreadable())
                .extracting(FaceSet.Unreadable::name)
                .containsExactly("happy/broken.png");
    }

    @Test
    void foldersCountedFromOneAreNotAffectNets() throws Exception {
        picture("train/1/a.jpg");
        picture("train/7/b.jpg");

        assertThat(load(folder, null, "train", null).labels()).containsExactly("1", "7");
    }

    @Test
    void splitsOfFoldersHaveNamesOfTheirOwnAndHiddenFoldersNone() throws Exception {
        picture("train/happy/a.png");
        picture("train/sad/a.png");
        picture("train/.cache/a.png");
        picture("train/__MACOSX/a.png");
        picture("valid/happy/a.png");
        picture("valid/sad/._a.png");

        FaceSet train = load(folder, null, "train", null);

        assertThat(train.labels()).containsExactly("happiness", "sadness");
        assertThat(train.faces())
                .extracting(LabelledFace::name)
                .containsExactly("train/happy/a.png", "train/sad/a.png");
        assertThat(load(folder, null, "valid", null).faces())
                .extracting(LabelledFace::name)
                .containsExactly("valid/happy/a.png");
    }

    @Test
    void readsFer2013AloneWithItsSevenLabels() throws Exception {
        Path csv = fer2013();

        FaceSet valid = load(csv, null, "valid", null);

        assertThat(valid.labels()).containsExactly(SEVEN);
        assertThat(valid.faces()).extracting(LabelledFace::majority).containsExactly(1, 0);
        assertThat(valid.faces())
                .extracting(LabelledFace::copyInTrain)
                .containsExactly(true, false);
        Picture picture = valid.faces().get(1).picture().read();
        assertThat(picture.pixels()).hasSize(48 * 48).containsOnly(9);
        assertThat(valid.unreadable())
                .extracting(FaceSet.Unreadable::reason)
                .containsExactly("not 48 x 48 pixels from 0 to 255");
    }

    @Test
    void readsFer2013WithTheVotesOfFerPlus() throws Exception {
        fer2013();
        Files.writeString(
                folder.resolve("fer2013new.csv"),
                "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,"
                        + "unknown,NF\n"
                        + "Training,a.png,10,0,0,0,0,0,0,0,0,0\n"
                        + "PublicTest,b.png,0,0,4,0,4,1,0,1,0,0\n"
                        + "PublicTest,c.png,6,0,0,3,0,0,0,0,1,0\n"
                        + "PublicTest,d.png,10,0,0,0,0,0,0,0,0,0\n");

        FaceSet valid = load(folder, null, "valid", null);

        assertThat(valid.labels()).isEqualTo(FerPlus.LABELS);
        assertThat(valid.faces()).extracting(LabelledFace::majority).containsExactly(-1, 0);
        assertThat(valid.faces()).extracting(LabelledFace::fer2013Label).containsExactly(1, 0);
        assertThat(valid.faces().get(1).distribution())
                .containsExactly(6 / 9f, 0, 0, 3 / 9f, 0, 0, 0, 0);
    }

    @Test
    void refusesVotesThatStandInAnotherOrder() throws Exception {
        fer2013();
        Files.writeString(
                folder.resolve("fer2013new.csv"),
                "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,"
                        + "unknown,NF\n"
                        + "Training,a.png,10,0,0,0,0,0,0,0,0,0\n"
                        + "PrivateTest,b.png,10,0,0,0,0,0,0,0,0,0\n");

        assertThatThrownBy(() -> load(folder, null, "valid", null))
                .hasMessageContaining("--data: ")
                .hasMessageContaining("must have the rows of fer2013.csv in their order")
                .hasMessageContaining("row 2");
    }

    @ParameterizedTest
    @EnumSource(
            value = DataFormat.class,
            names = {"RAFDB", "FER2013", "FOLDERS"})
    void refusesALabelFileWhereTheFormatHasItsOwn(DataFormat format) throws Exception {
        FerPlusFixture.write(folder, 2, 2);

        assertThatThrownBy(() -> load(folder, folder.resolve("labels.csv"), "train", format))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("--labels: ")
                .hasMessageContaining("must be left out with the format " + format.text());
    }

    @Test
    void saysWhatItLooksForWhereNoFormatIsFound() {
        assertThatThrownBy(() -> load(folder, null, "train", null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith("--format: ")
                .hasMessageContaining("no list_patition_label.txt, no fer2013.csv");
        assertThatThrownBy(() -> load(folder, null, "train", DataFormat.RAFDB))
                .hasMessageContaining("must hold list_patition_label.txt (or");
        assertThatThrownBy(() -> load(folder, null, "train", DataFormat.FERPLUS))
                .hasMessageContaining("--labels: '' is not allowed: must be given");
    }

    private Path fer2013() throws Exception {
        String seven = "7 ".repeat(48 * 48).strip();
        String nine = "9 ".repeat(48 * 48).strip();
        return Files.writeString(
                folder.resolve("fer2013.csv"),
                "emotion,pixels,Usage\n"
                        + ("0," + seven + ",Training\n")
                        + ("3," + seven + ",PublicTest\n")
                        + ("6," + nine + ",PublicTest\n")
                        + "6,1 2 3,PublicTest\n");
    }

    private void picture(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, FerPlusFixture.png(0, new Random(1)));
    }

    private static FaceSet load(
            Path data, @Nullable Path labels, String split, @Nullable DataFormat format)
            throws Exception {
        return FaceSets.load(
                new FaceQuery(data, labels, split, format, Colour.LUMINANCE, ""),
                LoadingListener.NONE);
    }
}
