package io.countenance.lab.experiment;

import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.network.Complexity;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.Variant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * An experiment and its finished runs.
 *
 * @param experiment what was trained
 * @param runs one for each seed, one or more
 */
public record ExperimentResult(Experiment experiment, List<RunResult> runs) {

    /** Share of all faces whose most probable expression is the majority's. */
    public Spread accuracy() {
        return spread(run -> run.validation().all().accuracy());
    }

    /** A measure over the faces without a copy in the training split, where there are any. */
    public Spread leakFree(ToDoubleFunction<Measures> measure) {
        return spread(run -> measure.applyAsDouble(run.validation().decisive()));
    }

    /** What checkpoints, and here experiments, are chosen by. */
    public Spread decisiveAccuracy() {
        return leakFree(Measures::accuracy);
    }

    /** Time of training. */
    public Spread minutes() {
        return spread(RunResult::minutes);
    }

    /** The epoch of the measures. */
    public Spread bestEpoch() {
        return spread(RunResult::bestEpoch);
    }

    /** What the network costs; empty for the generators' networks, which are not counted. */
    public Optional<Complexity> complexity() {
        return experiment.settings().network().variant().family() == Variant.Family.SHUFFLENET
                ? Optional.of(Complexity.of(new ShuffleNetV2(experiment.settings().network())))
                : Optional.empty();
    }

    private Spread spread(ToDoubleFunction<RunResult> value) {
        return Spread.of(runs.stream().mapToDouble(value).toArray());
    }
}
