package io.countenance.benchmarks.tracking;

import io.countenance.vision.track.Assignment;

/**
 * Higher order tracking accuracy (J. Luiten et al.: HOTA, International Journal of Computer Vision,
 * 2021), the mean over the least overlaps 0.05, 0.10 … 0.95 at which a found face is right. At each
 * it is {@code √(detection · association)}.
 *
 * @param hota 0 to 1
 * @param detection right faces among all, true or found, 0 to 1
 * @param association how far the ids of right faces go with the persons, 0 to 1
 * @param localisation mean overlap of right faces, 0 to 1
 */
record Hota(double hota, double detection, double association, double localisation) {

    private static final int STEPS = 19;
    private static final double STEP = 0.05;

    /** Rounding must not decide whether 0.15 is at least 3 · 0.05. */
    private static final double EPSILON = 1e-12;

    /** Scores a sheet. */
    static Hota of(ScoreSheet sheet) {
        int persons = sheet.truePersons();
        int ids = sheet.foundPersons();
        int[] trueFaces = new int[persons];
        int[] foundFaces = new int[ids];
        double[][] alignment = alignment(sheet, trueFaces, foundFaces);
        int[][][] right = new int[STEPS][persons][ids];
        int[] rightAll = new int[STEPS];
        double[] overlaps = new double[STEPS];
        for (ScoredFrame frame : sheet.frames()) {
            int[] matched = match(frame, alignment);
            for (int i = 0; i < matched.length; i++) {
                if (matched[i] == Assignment.NONE) {
                    continue;
                }
                double overlap = frame.overlap()[i][matched[i]];
                for (int step = 0; step < STEPS; step++) {
                    if (overlap >= (step + 1) * STEP - EPSILON) {
                        right[step][frame.truth()[i]][frame.found()[matched[i]]]++;
                        rightAll[step]++;
                        overlaps[step] += overlap;
                    }
                }
            }
        }
        double hota = 0;
        double detections = 0;
        double associations = 0;
        double localisations = 0;
        for (int step = 0; step < STEPS; step++) {
            double detection =
                    (double) rightAll[step]
                            / Math.max(1, sheet.trueFaces() + sheet.foundFaces() - rightAll[step]);
            double association = 0;
            for (int i = 0; i < persons; i++) {
                for (int j = 0; j < ids; j++) {
                    double count = right[step][i][j];
                    if (count > 0) {
                        association += count * count / (trueFaces[i] + foundFaces[j] - count);
                    }
                }
            }
            association /= Math.max(1, rightAll[step]);
            detections += detection / STEPS;
            associations += association / STEPS;
            // Without right faces nothing is in the wrong place either.
            localisations += (rightAll[step] == 0 ? 1 : overlaps[step] / rightAll[step]) / STEPS;
            hota += Math.sqrt(detection * association) / STEPS;
        }
        return new Hota(hota, detections, associations, localisations);
    }

    /**
     * How well each person and id go together over all frames, which decides between matches in
     * one; counts the faces of each on the way.
     */
    private static double[][] alignment(ScoreSheet sheet, int[] trueFaces, int[] foundFaces) {
        double[][] together = new double[trueFaces.length][foundFaces.length];
        for (ScoredFrame frame : sheet.frames()) {
            int[] truth = frame.truth();
            int[] found = frame.found();
            double[] ofTrue = new double[truth.length];
            double[] ofFound = new double[found.length];
            for (int i = 0; i < truth.length; i++) {
                trueFaces[truth[i]]++;
                for (int j = 0; j < found.length; j++) {
                    ofTrue[i] += frame.overlap()[i][j];
                    ofFound[j] += frame.overlap()[i][j];
                }
            }
            for (int id : found) {
                foundFaces[id]++;
            }
            for (int i = 0; i < truth.length; i++) {
                for (int j = 0; j < found.length; j++) {
                    double overlap = frame.overlap()[i][j];
                    if (overlap > 0) {
                        together[truth[i]][found[j]] +=
                                overlap / (ofTrue[i] + ofFound[j] - overlap);
                    }
                }
            }
        }
        for (int i = 0; i < together.length; i++) {
            for (int j = 0; j < together[i].length; j++) {
                together[i][j] /= trueFaces[i] + foundFaces[j] - together[i][j];
            }
        }
        return together;
    }

    private static int[] match(ScoredFrame frame, double[][] alignment) {
        double[][] cost = new double[frame.truth().length][frame.found().length];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] =
                        1 - alignment[frame.truth()[i]][frame.found()[j]] * frame.overlap()[i][j];
            }
        }
        return Assignment.solve(cost, frame.found().length, 1);
    }
}
