package io.countenance.demo.compare;

import io.countenance.schemas.ExpressionWindow;
import java.util.Comparator;

/**
 * What makes two windows the same one.
 *
 * @param cameraId the camera
 * @param personId the person's number within it
 * @param windowStart ms since 1970
 * @param windowEnd ms since 1970; sessions of one start may end at different times
 */
record WindowKey(String cameraId, long personId, long windowStart, long windowEnd)
        implements Comparable<WindowKey> {

    private static final Comparator<WindowKey> ORDER =
            Comparator.comparing(WindowKey::cameraId)
                    .thenComparing(WindowKey::windowStart)
                    .thenComparing(WindowKey::windowEnd)
                    .thenComparing(WindowKey::personId);

    static WindowKey of(ExpressionWindow window) {
        return new WindowKey(
                window.getCameraId(),
                window.getPersonId(),
                window.getWindowStart().toEpochMilli(),
                window.getWindowEnd().toEpochMilli());
    }

    @Override
    public int compareTo(WindowKey other) {
        return ORDER.compare(this, other);
    }
}
