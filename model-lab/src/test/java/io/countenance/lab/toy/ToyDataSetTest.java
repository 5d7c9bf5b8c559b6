package io.countenance.lab.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FaceSets;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.LoadingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToyDataSetTest {

    @TempDir private Path folder;

    @Test
    void theLabsOwnReaderTakesIt() throws Exception {
        new ToyDataSet(400, 16, 32, 1).write(folder, LoadingListener.NONE);

        FaceSet train = load(folder, "train");
        assertThat(train.labels()).isEqualTo(FerPlus.LABELS);
        assertThat(train.unreadable()).isEmpty();
        assertThat(train.faces().get(0).picture().read().width()).isEqualTo(32);
        int leftOut = train.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(train.faces().size() + leftOut).isEqualTo(400);
        for (int expression = 0; expression < FerPlus.LABELS.size(); expression++) {
            int label = expression;
            assertThat(train.faces())
                    .filteredOn(face -> face.majority() == label)
                    .hasSizeGreaterThan(30);
        }
        assertThat(load(folder, "valid").faces()).hasSizeBetween(12, 16);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        Path again = folder.resolve("again");
        Path more = folder.resolve("more");
        Path other = folder.resolve("other");
        new ToyDataSet(8, 8, 32, 5).write(folder, LoadingListener.NONE);
        new ToyDataSet(8, 8, 32, 5).write(again, LoadingListener.NONE);
        new ToyDataSet(16, 8, 32, 5).write(more, LoadingListener.NONE);
        new ToyDataSet(8, 8, 32, 6).write(other, LoadingListener.NONE);

        for (String name : new String[] {"train.zip", "valid.zip", "labels.csv"}) {
            assertThat(again.resolve(name)).hasSameBinaryContentAs(folder.resolve(name));
        }
        assertThat(more.resolve("valid.zip")).hasSameBinaryContentAs(folder.resolve("valid.zip"));
        assertThat(Files.readAllBytes(other.resolve("train.zip")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("train.zip")));
    }

    @Test
    void ratersAgreeOnMostFacesAndAreSplitOnSome() throws Exception {
        new ToyDataSet(400, 1, 16, 1).write(folder, LoadingListener.NONE);

        double[] largest =
                load(folder, "train").faces().stream()
                        .map(LabelledFace::distribution)
                        .mapToDouble(
                                shares ->
                                        IntStream.range(0, shares.length)
                                                .mapToDouble(i -> shares[i])
                                                .max()
                                                .orElseThrow())
                        .toArray();

        assertThat(Arrays.stream(largest).filter(share -> share > 0.8).count()).isGreaterThan(200);
        assertThat(Arrays.stream(largest).filter(share -> share < 0.65).count())
                .isBetween(20L, 120L);
    }

    private static FaceSet load(Path folder, String split) throws Exception {
        return FaceSets.load(
                new FaceQuery(
                        folder.resolve(split + ".zip"),
                        folder.resolve("labels.csv"),
                        split,
                        null,
                        Colour.LUMINANCE,
                        ""),
                LoadingListener.NONE);
    }
}
