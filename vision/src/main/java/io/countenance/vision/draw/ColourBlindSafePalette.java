package io.countenance.vision.draw;

/**
 * Colours that people with any common colour blindness can tell apart (M. Okabe and K. Ito, "Color
 * Universal Design", 2008), with grey in place of black, which would vanish on a dark ground.
 */
public final class ColourBlindSafePalette {

    private static final int[] COLOURS = {
        0x999999, 0xF0E442, 0xE69F00, 0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9
    };

    private ColourBlindSafePalette() {}

    /** The colour of the expression with that index, {@code 0xRRGGBB}; eight, then again. */
    public static int colour(int index) {
        return COLOURS[Math.floorMod(index, COLOURS.length)];
    }
}
