package io.countenance.benchmarks.tracking;

import io.countenance.vision.track.Assignment;

/**
 * Identity precision and recall (E. Ristani et al.: Performance Measures and a Data Set for
 * Multi-Target, Multi-Camera Tracking, ECCV workshops, 2016): each true person is given at most one
 * found one for all frames, so that as many faces as possible are right.
 *
 * @param right found faces of the right person
 * @param missed true faces less {@code right}
 * @param wrong found faces less {@code right}
 */
record IdentityScore(int right, int missed, int wrong) {

    /** Scores a sheet. */
    static IdentityScore of(ScoreSheet sheet) {
        int[][] together = new int[sheet.truePersons()][sheet.foundPersons()];
        int most = 0;
        for (ScoredFrame frame : sheet.frames()) {
            for (int i = 0; i < frame.truth().length; i++) {
                for (int j = 0; j < frame.found().length; j++) {
                    if (frame.overlap()[i][j] >= ScoreSheet.LEAST_OVERLAP) {
                        int count = ++together[frame.truth()[i]][frame.found()[j]];
                        most = Math.max(most, count);
                    }
                }
            }
        }
        double[][] cost = new double[sheet.truePersons()][sheet.foundPersons()];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] = most - together[i][j];
            }
        }
        int[] given = Assignment.solve(cost, sheet.foundPersons(), most);
        int right = 0;
        for (int i = 0; i < given.length; i++) {
            right += given[i] == Assignment.NONE ? 0 : together[i][given[i]];
        }
        return new IdentityScore(right, sheet.trueFaces() - right, sheet.foundFaces() - right);
    }

    /** Harmonic mean of identity precision and recall, 0 to 1; NaN without any face. */
    double idf1() {
        return 2.0 * right / (2.0 * right + missed + wrong);
    }
}
