package io.countenance.lab.experiment;

import java.io.IOException;
import java.util.List;

/** Shows what a series has found so far. */
@FunctionalInterface
public interface ExperimentReport {

    /**
     * Takes the place of what was written before.
     *
     * @param results of the experiments with at least one finished run, in their order; one or more
     */
    void write(List<ExperimentResult> results) throws IOException;
}
