package io.countenance.lab.experiment;

import java.util.List;

/**
 * Where a series stands.
 *
 * @param finished whether every run is
 * @param results of the experiments with at least one finished run, in their order
 */
public record SeriesOutcome(boolean finished, List<ExperimentResult> results) {}
