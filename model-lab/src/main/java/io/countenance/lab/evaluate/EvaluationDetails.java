package io.countenance.lab.evaluate;

import io.countenance.lab.data.FaceSet;

/**
 * What stands behind an {@link Evaluation}'s measures over all faces.
 *
 * @param confusion which expressions were taken for which
 * @param reliability how often the model is right when it is so sure
 */
public record EvaluationDetails(ConfusionMatrix confusion, ReliabilityBins reliability) {

    /**
     * Counts predictions.
     *
     * @param set what people saw
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static EvaluationDetails of(FaceSet set, float[][] predictions) {
        return new EvaluationDetails(
                ConfusionMatrix.of(set.labels(), set.faces(), predictions),
                ReliabilityBins.of(set.faces(), predictions));
    }
}
