package io.countenance.dashboard.board;

import org.jspecify.annotations.Nullable;

/**
 * What makes two windows the same one, whatever their revision.
 *
 * @param cameraId the camera
 * @param personId the person within it, null for a window of the whole room
 * @param start ms since 1970
 * @param end ms since 1970
 */
record WindowKey(String cameraId, @Nullable Long personId, long start, long end) {}
