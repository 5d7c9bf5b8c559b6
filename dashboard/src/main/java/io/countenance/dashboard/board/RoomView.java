package io.countenance.dashboard.board;

import io.countenance.schemas.RoomWindow;
import java.util.List;
import java.util.Map;

/**
 * A room's window as the page gets it; the fields are those of {@link RoomWindow}.
 *
 * @param start ms since 1970
 * @param end ms since 1970
 */
record RoomView(
        String camera,
        long start,
        long end,
        int revision,
        int persons,
        int observations,
        Map<String, Double> distribution,
        Map<String, Double> standardError,
        double entropy,
        String dominant,
        double quality,
        List<String> models,
        double frameCoverage,
        boolean abstained) {

    static RoomView of(RoomWindow window) {
        return new RoomView(
                window.getCameraId(),
                window.getWindowStart().toEpochMilli(),
                window.getWindowEnd().toEpochMilli(),
                window.getRevision(),
                window.getPersons(),
                window.getObservations(),
                window.getDistribution(),
                window.getStandardError(),
                window.getEntropy(),
                window.getDominant(),
                window.getMeanQuality(),
                window.getModelIds(),
                window.getFrameCoverage(),
                window.getAbstained());
    }
}
