package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingReportTest {

    @TempDir private Path folder;

    @Test
    void aReportThatCannotBeWrittenDoesNotEndTraining() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream standard = System.err;
        TrainingReport report = new TrainingReport(folder);
        try (PrintStream captured = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setErr(captured);
            report.stopped(1, 1);
        } finally {
            System.setErr(standard);
        }
        report.print(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("the report of " + folder + " cannot be written: ")
                .contains("is no training run");
        assertThat(out.size()).isZero();
    }
}
