package io.countenance.lab.data;

/** Weights of ITU-R BT.601 luma, as in OpenCV: how colour becomes grey everywhere in the lab. */
public final class Luminance {

    public static final float RED = 0.299f;
    public static final float GREEN = 0.587f;
    public static final float BLUE = 0.114f;

    private Luminance() {}
}
