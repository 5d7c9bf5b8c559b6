package io.countenance.lab.experiment;

import io.countenance.lab.evaluate.Evaluation;

/**
 * What a finished run came to.
 *
 * @param validation of its best epoch's checkpoint
 * @param bestEpoch the epoch of that checkpoint, from 1
 * @param minutes trained in all, validation not counted
 */
public record RunResult(Evaluation validation, int bestEpoch, double minutes) {}
