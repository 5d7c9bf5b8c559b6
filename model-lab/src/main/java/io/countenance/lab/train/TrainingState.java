package io.countenance.lab.train;

import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.EvaluationDetails;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, besides its arrays.
 *
 * @param epochs done
 * @param steps done, those of an unfinished epoch with them
 * @param minutes trained, validation not counted
 * @param validation of the averaged weights, after the last epoch; null before it and in a run
 *     without validation data
 * @param details of that validation; null where there is none, and in checkpoints that were written
 *     before it was kept
 * @param unfinished the epoch in which the run was stopped, null where it stands between epochs
 */
public record TrainingState(
        int epochs,
        long steps,
        double minutes,
        @Nullable Evaluation validation,
        @Nullable EvaluationDetails details,
        @Nullable EpochProgress unfinished) {

    /** Before the first step. */
    static final TrainingState START = new TrainingState(0, 0, 0, null, null, null);

    /** Whether a run with these settings has nothing left to train. */
    public boolean isAtEnd(TrainingSettings settings) {
        return unfinished == null
                && (epochs >= settings.epochs()
                        || settings.maxMinutes() > 0 && minutes >= settings.maxMinutes());
    }
}
