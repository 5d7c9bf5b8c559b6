package io.countenance.lab.report;

import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.SplitCounts;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.EvaluationDetails;

/**
 * What a model came to on a split.
 *
 * @param name of the split, for people
 * @param evaluation its measures
 * @param details what stands behind them
 * @param counts its faces
 */
public record MeasuredSplit(
        String name, Evaluation evaluation, EvaluationDetails details, SplitCounts counts) {

    /**
     * Measures predictions.
     *
     * @param name of the split, for people
     * @param set what people saw; at least one face has a majority label
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static MeasuredSplit of(String name, FaceSet set, float[][] predictions) {
        return new MeasuredSplit(
                name,
                Evaluation.of(set, predictions),
                EvaluationDetails.of(set, predictions),
                SplitCounts.of(set));
    }
}
