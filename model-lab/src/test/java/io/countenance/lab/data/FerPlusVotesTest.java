package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.SharedData;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FerPlusVotesTest {

    @ParameterizedTest
    @CsvSource({
        "6 0 1 1 0 0 0 0 2 0, 0, true", // 6 of 8
        "4 0 0 1 3 2 0 0 0 0, -1, true", // 4 of 9 are not more than half
        "5 0 0 5 0 0 0 0 0 0, -1, true", // 5 of 10 neither
        "1 1 1 1 1 1 1 1 1 1, -1, false", // nothing but outliers
        "0 0 0 0 0 0 0 0 0 10, -1, false", // no face
        "4 0 0 0 0 0 0 0 5 0, -1, false", // unknown is the strongest
        "2 2 2 2 2 0 0 0 0 0, -1, false", // five that are equally strong are too many
        "2 2 0 0 0 0 0 0 2 2, -1, false" // two of four are not
    })
    void countsAsFerPlusDoes(String votes, int majority, boolean counts) {
        FerPlusVotes parsed =
                new FerPlusVotes(
                        Arrays.stream(votes.split(" ")).mapToInt(Integer::parseInt).toArray());

        assertThat(parsed.majority()).isEqualTo(majority);
        assertThat(parsed.countsForCrossEntropy()).isEqualTo(counts);
    }

    @Test
    void agreesWithTheWholeRealLabelFile() throws Exception {
        Path labels = SharedData.ferPlus().resolve("labels.csv");

        int rows = 0;
        try (CsvTable table = new CsvTable(labels, "--labels")) {
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                int[] counts = new int[10];
                for (int i = 0; i < 8; i++) {
                    counts[i] = row.votes("votes_" + FerPlus.LABELS.get(i));
                }
                counts[8] = row.votes("votes_unknown");
                counts[9] = row.votes("votes_NF");
                FerPlusVotes votes = new FerPlusVotes(counts);
                assertThat(votes.majority())
                        .as(row.get("image"))
                        .isEqualTo(FerPlus.LABELS.indexOf(row.get("ferplus_majority")));
                assertThat(votes.countsForCrossEntropy() ? "1" : "0")
                        .as(row.get("image"))
                        .isEqualTo(row.get("ferplus_ce_valid"));
                rows++;
            }
        }
        assertThat(rows).isEqualTo(32137);
    }
}
