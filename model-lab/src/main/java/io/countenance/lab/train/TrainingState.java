package io.countenance.lab.train;

import io.countenance.lab.evaluate.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands after an epoch, besides its arrays.
 *
 * @param epochs done
 * @param steps done
 * @param minutes trained, validation not counted
 * @param validation of the averaged weights, null in a run without validation data
 */
public record TrainingState(
        int epochs, long steps, double minutes, @Nullable Evaluation validation) {}
