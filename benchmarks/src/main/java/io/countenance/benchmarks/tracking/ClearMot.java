package io.countenance.benchmarks.tracking;

import io.countenance.vision.track.Assignment;
import java.util.Arrays;

/**
 * The CLEAR MOT figures (K. Bernardin, R. Stiefelhagen: Evaluating Multiple Object Tracking
 * Performance, EURASIP Journal on Image and Video Processing, 2008). In each frame true and found
 * faces are matched one to one: pairs that go on from the frame before first, else those of the
 * largest overlaps.
 *
 * @param found true faces that were found
 * @param missed true faces that were not
 * @param wrong found faces that are none
 * @param switches how often a true person's face was found under another id than the last time
 */
record ClearMot(int found, int missed, int wrong, int switches) {

    private static final int NOBODY = -1;

    /** More than all overlaps of a frame together. */
    private static final double GOES_ON = 1000;

    /** Scores a sheet. */
    static ClearMot of(ScoreSheet sheet) {
        int[] lastId = new int[sheet.truePersons()];
        int[] idBefore = new int[sheet.truePersons()];
        Arrays.fill(lastId, NOBODY);
        Arrays.fill(idBefore, NOBODY);
        int found = 0;
        int switches = 0;
        for (ScoredFrame frame : sheet.frames()) {
            int[] matched = match(frame, idBefore);
            Arrays.fill(idBefore, NOBODY);
            for (int i = 0; i < matched.length; i++) {
                if (matched[i] == Assignment.NONE) {
                    continue;
                }
                int person = frame.truth()[i];
                int id = frame.found()[matched[i]];
                found++;
                if (lastId[person] != NOBODY && lastId[person] != id) {
                    switches++;
                }
                lastId[person] = id;
                idBefore[person] = id;
            }
        }
        return new ClearMot(found, sheet.trueFaces() - found, sheet.foundFaces() - found, switches);
    }

    /** For each true face the one that was found for it, or none. */
    private static int[] match(ScoredFrame frame, int[] idBefore) {
        double limit = GOES_ON + 1;
        double[][] cost = new double[frame.truth().length][frame.found().length];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < frame.found().length; j++) {
                double overlap = frame.overlap()[i][j];
                boolean goesOn = idBefore[frame.truth()[i]] == frame.found()[j];
                cost[i][j] =
                        overlap < ScoreSheet.LEAST_OVERLAP
                                ? limit
                                : limit - overlap - (goesOn ? GOES_ON : 0);
            }
        }
        return Assignment.solve(cost, frame.found().length, limit);
    }

    /**
     * Multiple object tracking accuracy, {@code 1 - (missed + wrong + switches) / true faces}; up
     * to 1, below 0 where more is wrong than there is; NaN without true faces.
     */
    double mota() {
        return 1 - (double) (missed + wrong + switches) / (found + missed);
    }
}
