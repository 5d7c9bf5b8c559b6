package io.countenance.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.lab.DrawnFaces;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.evaluate.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochLineTest {

    private static final FaceSet FACES = DrawnFaces.of(3, 1);

    @TempDir private Path run;

    @Test
    void readsWhatARunWrites() throws Exception {
        Evaluation validation = Evaluation.of(FACES, new float[3][8]);
        write(
                new EpochMetrics(1, 0.5, 100, 0.1f, 1.25, 0.5, null, null).csv(),
                new EpochMetrics(2, 1, 200, 0.05f, 0.75, 0.625, 0.875, validation).csv());

        // Of three faces, the first of which is neutral and stands in the training split too, all
        // are taken for neutral.
        assertThat(EpochLine.readAll(run))
                .containsExactly(
                        new EpochLine(1, 0.5, 100, 0.1, 1.25, 0.5, null, null, null),
                        new EpochLine(2, 1, 200, 0.05, 0.75, 0.625, 0.875, 0.33333, 0.0));
    }

    @Test
    void readsFilesOfBeforeTheTrainingAccuracy() throws Exception {
        Files.writeString(
                run.resolve("metrics.csv"),
                "epoch,minutes,images_per_second,learning_rate,train_loss\n1,0.5,90.0,0.1,1.5\n");

        assertThat(EpochLine.readAll(run))
                .containsExactly(new EpochLine(1, 0.5, 90, 0.1, 1.5, null, null, null, null));
    }

    @Test
    void isEmptyBeforeTheFirstEpoch() throws Exception {
        write();

        assertThat(EpochLine.readAll(run)).isEmpty();
    }

    @Test
    void saysWhichLineIsCutOff() throws Exception {
        Files.writeString(
                run.resolve("metrics.csv"),
                EpochMetrics.HEADER + "\n1,0.5,90.0,0.1,1.5,,,,,,,0.5,\n2,0.5,90.0,0.1,1");

        assertThatThrownBy(() -> EpochLine.readAll(run))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "metrics.csv is cut off in line 3: go on with the run, which mends it, or delete that line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,0.5", "1,0.5,90.0,0.1,much,,,,,,,0.5,", ",0.5,90.0,0.1,1.5,,,,,,,0.5,"})
    void saysWhichLineIsBroken(String line) throws Exception {
        write("1,0.5,90.0,0.1,1.5,,,,,,,0.5,", line);

        assertThatThrownBy(() -> EpochLine.readAll(run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("metrics.csv is broken in line 3: ");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> EpochLine.readAll(run)).hasMessage(run + " has no metrics.csv");
    }

    private void write(String... lines) throws IOException {
        Files.writeString(
                run.resolve("metrics.csv"),
                EpochMetrics.HEADER
                        + "\n"
                        + String.join(
                                "", List.of(lines).stream().map(line -> line + "\n").toList()));
    }
}
