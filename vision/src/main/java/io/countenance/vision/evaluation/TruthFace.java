package io.countenance.vision.evaluation;

import io.countenance.vision.geometry.Box;

/**
 * A face that a person marked.
 *
 * @param image the picture's file name
 * @param box px
 * @param set what the picture belongs to, for a figure of its own
 * @param ignore whether finding it is neither right nor wrong
 * @param line where it stands in the file, from 1
 */
public record TruthFace(String image, Box box, String set, boolean ignore, int line) {}
