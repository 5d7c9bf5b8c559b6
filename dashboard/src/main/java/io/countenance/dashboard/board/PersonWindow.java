package io.countenance.dashboard.board;

import io.countenance.schemas.ExpressionWindow;
import java.util.List;
import java.util.Map;

/**
 * A person's window as the page gets it; the fields are those of {@link ExpressionWindow}.
 *
 * @param person the number as text, since JavaScript rounds large numbers
 * @param start ms since 1970
 * @param end ms since 1970
 */
record PersonWindow(
        String camera,
        String person,
        long start,
        long end,
        int revision,
        int observations,
        Map<String, Double> distribution,
        Map<String, Double> standardError,
        double entropy,
        String dominant,
        int transitions,
        double coverage,
        double quality,
        List<String> models,
        double frameCoverage,
        boolean abstained) {

    static PersonWindow of(ExpressionWindow window) {
        return new PersonWindow(
                window.getCameraId(),
                Long.toString(window.getPersonId()),
                window.getWindowStart().toEpochMilli(),
                window.getWindowEnd().toEpochMilli(),
                window.getRevision(),
                window.getObservations(),
                window.getDistribution(),
                window.getStandardError(),
                window.getEntropy(),
                window.getDominant(),
                window.getTransitions(),
                window.getCoverage(),
                window.getMeanQuality(),
                window.getModelIds(),
                window.getFrameCoverage(),
                window.getAbstained());
    }
}
