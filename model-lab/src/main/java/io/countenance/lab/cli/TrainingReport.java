package io.countenance.lab.cli;

import io.countenance.lab.report.RunReport;
import io.countenance.lab.train.EpochMetrics;
import io.countenance.lab.train.TrainingListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the report of a run up to date while it trains. */
final class TrainingReport implements TrainingListener {

    private final Path run;
    private @Nullable Path page;

    TrainingReport(Path run) {
        this.run = run;
    }

    @Override
    public void stopped(int epoch, int step) {
        write();
    }

    @Override
    public void epochDone(EpochMetrics metrics) {
        write();
    }

    /** Says where the report is, where there is one. */
    void print(PrintStream out) {
        if (page != null) {
            out.printf("report: %s%n", page);
        }
    }

    private void write() {
        try {
            page = RunReport.write(run);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // A machine without fonts cannot draw (an InternalError), but it can go on training.
            System.err.printf("the report of %s cannot be written: %s%n", run, e);
        }
    }
}
