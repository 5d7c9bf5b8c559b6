package io.countenance.vision.draw;

/**
 * A row of a panel: a name, a bar and a figure.
 *
 * @param label at the left of the bar; letters beyond ASCII come out as question marks
 * @param share of the bar's full length, 0 to 1
 * @param figure at the right of the bar, may be empty
 * @param colour of the bar, {@code 0xRRGGBB}
 */
public record ShareBar(String label, float share, String figure, int colour) {}
