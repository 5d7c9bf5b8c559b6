package io.countenance.connectors.publish;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link CameraFeed} did.
 *
 * @param cameraId the camera
 * @param published frames handed to the publisher
 * @param unreadable pictures left out since they could not be decoded
 * @param reconnects how often the source had to be opened again
 * @param failure why it ended before its source did, or null
 */
record FeedReport(
        String cameraId,
        long published,
        long unreadable,
        long reconnects,
        @Nullable String failure) {}
