package io.countenance.lab.data;

/** Weights of ITU-R BT.601 luma, as in OpenCV: how colour becomes grey everywhere in the lab. */
public final class Luminance {

    public static final float RED = 0.299f;
    public static final float GREEN = 0.587f;
    public static final float BLUE = 0.114f;

    private Luminance() {}

    /** Red, green and blue, all equal, of luminance: three bytes for each one. */
    public static byte[] toRgb(byte[] luminance) {
        byte[] rgb = new byte[3 * luminance.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = luminance[i / 3];
        }
        return rgb;
    }
}
