package io.countenance.benchmarks.tracking;

/**
 * One frame's true and found faces.
 *
 * @param truth person of each true face, counted from 0 over the whole sheet
 * @param found person of each face that was found, counted from 0 over the whole sheet
 * @param overlap intersection over union of each true with each found face
 */
record ScoredFrame(int[] truth, int[] found, double[][] overlap) {}
