package io.countenance.benchmarks.tracking;

import io.countenance.vision.geometry.Box;

/**
 * A face with somebody's name on it, true or found.
 *
 * @param person whose it is
 * @param box px
 */
record TrackedFace(String person, Box box) {}
