package io.countenance.lab.evaluate;

import io.countenance.lab.data.LabelledFace;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a model is right when it is so sure: faces with a majority label, sorted into bins of
 * equal width by the probability of their most probable expression (Guo et al., "On Calibration of
 * Modern Neural Networks", ICML 2017).
 *
 * @param bins from probability 0 to 1
 */
public record ReliabilityBins(List<Bin> bins) {

    /** How many bins there are. */
    public static final int COUNT = 15;

    /**
     * Faces of which the model was about equally sure.
     *
     * @param from lowest probability, not included save 0
     * @param to highest probability, included
     * @param faces how many
     * @param confidence mean probability of the most probable expression, 0 without faces
     * @param accuracy share for which that expression is the majority's, 0 without faces
     */
    public record Bin(double from, double to, int faces, double confidence, double accuracy) {}

    /**
     * Sorts predictions into bins.
     *
     * @param faces what people saw
     * @param predictions probabilities {@code [faces][labels]} in the order of the faces
     */
    public static ReliabilityBins of(List<LabelledFace> faces, float[][] predictions) {
        int[] counts = new int[COUNT];
        int[] hits = new int[COUNT];
        double[] confidences = new double[COUNT];
        for (int i = 0; i < predictions.length; i++) {
            int majority = faces.get(i).majority();
            if (majority < 0) {
                continue;
            }
            int best = Predictions.mostProbable(predictions[i]);
            double confidence = predictions[i][best];
            int bin = (int) Math.max(0, Math.min(COUNT - 1, Math.ceil(confidence * COUNT) - 1));
            counts[bin]++;
            confidences[bin] += confidence;
            if (best == majority) {
                hits[bin]++;
            }
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            int divisor = Math.max(1, counts[i]);
            bins.add(
                    new Bin(
                            i / (double) COUNT,
                            (i + 1) / (double) COUNT,
                            counts[i],
                            confidences[i] / divisor,
                            hits[i] / (double) divisor));
        }
        return new ReliabilityBins(List.copyOf(bins));
    }

    /** Expected calibration error: Σ |accuracy − confidence| · faces / all faces, 0 to 1. */
    public double expectedCalibrationError() {
        double sum = 0;
        int faces = 0;
        for (Bin bin : bins) {
            sum += Math.abs(bin.accuracy() - bin.confidence()) * bin.faces();
            faces += bin.faces();
        }
        return sum / Math.max(1, faces);
    }
}
