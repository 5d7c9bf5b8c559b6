package io.countenance.vision.window;

/**
 * What a window says of everybody before a camera.
 *
 * @param persons how many were seen
 * @param expressions the mean over persons, each weighing the same; {@code transitions} is their
 *     sum
 */
public record RoomSummary(int persons, ExpressionSummary expressions) {}
