package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FerPlusFileTest {

    @TempDir private Path folder;

    @Test
    void aRenamedRowKeepsItsDistributionToTheBit() throws Exception {
        for (int all = 1; all <= 10; all++) {
            float[] distribution = {1 / (float) all, 0, 0, (all - 1) / (float) all, 0, 0, 0, 0};
            FerPlusRow row = FerPlusRow.renamed("a,b.png", "train", distribution, 0, 6, true);

            assertThat(new FerPlusVotes(row.votes()).distribution()).isEqualTo(distribution);
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = folder.resolve("labels.csv");
        int[] votes = {4, 0, 0, 5, 0, 0, 0, 0, 1, 0};
        FerPlusFile.write(
                file,
                List.of(
                        new FerPlusRow("a, \"b\".png", "train", votes, 3, true, 6, true),
                        FerPlusRow.voted("c.png", "valid", votes, false)));

        Samples samples =
                new FerPlusReader()
                        .read(
                                new FaceQuery(folder, file, "train", null, Colour.LUMINANCE, ""),
                                folder);
        Sample sample = samples.samples().get(0);
        assertThat(sample.name()).isEqualTo("a, \"b\".png");
        assertThat(sample.distribution()).containsExactly(4 / 9f, 0, 0, 5 / 9f, 0, 0, 0, 0);
        assertThat(sample.majority()).isEqualTo(3);
        assertThat(sample.fer2013Label()).isEqualTo(6);
        assertThat(sample.copyInTrain()).isTrue();
        assertThat(file).content().contains("\nc.png,valid,4,0,0,5,0,0,0,0,1,0,sadness,1,,0\n");
    }

    @Test
    void aRowHasTenNumbersOfVotes() {
        assertThatThrownBy(() -> FerPlusRow.voted("a.png", "train", new int[8], false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("8 numbers of votes for a.png, not 10");
    }
}
