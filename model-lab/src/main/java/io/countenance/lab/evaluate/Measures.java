package io.countenance.lab.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.LabelledFace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well predictions match what people saw, over the faces that have a majority label. The
 * distances are means over faces, defined in Geng, "Label Distribution Learning", IEEE TKDE 2016; d
 * is the votes' distribution, p the prediction.
 *
 * @param n faces counted, 1 or more
 * @param accuracy share whose most probable expression is the majority's
 * @param macroF1 mean over the expressions that occur as majority of 2 TP / (2 TP + FP + FN)
 * @param kl Σ d ln(d / p), nats
 * @param chebyshev max |d − p|
 * @param clark √ Σ (d − p)² / (d + p)²
 * @param canberra Σ |d − p| / (d + p)
 * @param cosine Σ d p / (|d| |p|)
 * @param intersection Σ min(d, p)
 * @param ece expected calibration error of the most probable expression over 15 bins, 0 to 1
 * @param fer2013Accuracy share of the faces with a FER2013 label for which it is the most probable
 *     of the expressions that FER2013 has (contempt is left out); null where no face has one
 */
public record Measures(
        int n,
        double accuracy,
        double macroF1,
        double kl,
        double chebyshev,
        double clark,
        double canberra,
        double cosine,
        double intersection,
        double ece,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double fer2013Accuracy) {

    /**
     * Measures predictions.
     *
     * @param set what people saw; at least one face has a majority label
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static Measures of(FaceSet set, float[][] predictions) {
        List<LabelledFace> faces = set.faces();
        List<DistributionDistances> distances = new ArrayList<>();
        int hits = 0;
        for (int i = 0; i < predictions.length; i++) {
            LabelledFace face = faces.get(i);
            if (face.majority() < 0) {
                continue;
            }
            if (Predictions.mostProbable(predictions[i]) == face.majority()) {
                hits++;
            }
            distances.add(DistributionDistances.between(face.distribution(), predictions[i]));
        }
        if (distances.isEmpty()) {
            throw new IllegalArgumentException("no face has a majority label");
        }
        DistributionDistances mean = DistributionDistances.mean(distances);
        return new Measures(
                distances.size(),
                hits / (double) distances.size(),
                ConfusionMatrix.of(set.labels(), faces, predictions).macroF1(),
                mean.kl(),
                mean.chebyshev(),
                mean.clark(),
                mean.canberra(),
                mean.cosine(),
                mean.intersection(),
                ReliabilityBins.of(faces, predictions).expectedCalibrationError(),
                Fer2013Accuracy.of(set, predictions));
    }
}
