package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    private static final String TWO_EPOCHS =
            EpochMetrics.HEADER
                    + "\n1,0.5,90.0,0.1,1.5,,,,,,,0.5,\n2,1.0,90.0,0.1,1.4,,,,,,,0.5,\n";

    @TempDir private Path run;

    @Test
    void aLineThatIsCutOffGoes() throws Exception {
        assertThat(cutBack(TWO_EPOCHS + "3,1.5,90.0,0.", 2)).isEqualTo(TWO_EPOCHS);
        // The checkpoint was written, its line was not: better none than half of one.
        assertThat(cutBack(TWO_EPOCHS + "3,1.5,90.0,0.", 3)).isEqualTo(TWO_EPOCHS);
    }

    @Test
    void linesOfEpochsWithoutACheckpointGo() throws Exception {
        assertThat(cutBack(TWO_EPOCHS + "3,1.5,90.0,0.1,1.3,,,,,,,0.5,\n", 2))
                .isEqualTo(TWO_EPOCHS);
        assertThat(cutBack(TWO_EPOCHS, 0)).isEqualTo(EpochMetrics.HEADER + "\n");
    }

    @Test
    void aFileThatIsWholeStays() throws Exception {
        assertThat(cutBack(TWO_EPOCHS, 2)).isEqualTo(TWO_EPOCHS);
    }

    @Test
    void linesOfOtherColumnsAreNotAddedTo() {
        String before = "epoch,minutes,images_per_second,learning_rate,train_loss\n1,1,9,0.1,1.5\n";

        assertThatThrownBy(() -> cutBack(before, 1))
                .hasMessageEndingWith(
                        "metrics.csv was written by another version: this one has other columns");
    }

    @Test
    void aHeaderThatIsMissingOrCutOffComesBack() throws Exception {
        assertThat(cutBack("epoch,minu", 0)).isEqualTo(EpochMetrics.HEADER + "\n");
        Files.delete(run.resolve("metrics.csv"));
        MetricsFile.of(run).cutBack(4);
        assertThat(run.resolve("metrics.csv")).hasContent(EpochMetrics.HEADER);
    }

    private String cutBack(String text, int epochs) throws Exception {
        Path file = Files.writeString(run.resolve("metrics.csv"), text);
        MetricsFile.of(run).cutBack(epochs);
        return Files.readString(file);
    }
}
