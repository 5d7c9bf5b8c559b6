package io.countenance.demo.sample;

import io.countenance.vision.geometry.Box;

/**
 * A face that the sample video shows for certain.
 *
 * @param person name of the person and number of the visit, from 1: {@code smiling/1}
 * @param box where the face is, px; may reach over the frame's edge
 * @param visible share of the box that is in the frame and behind nobody's head, 0 to 1
 */
public record TrueFace(String person, Box box, double visible) {}
