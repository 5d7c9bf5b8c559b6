package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;

/** One detection as the tracker sees it: where, and how sure (0 to 1). */
public record TrackedDetection(Box box, float score) {}
