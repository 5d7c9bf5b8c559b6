package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.Luminance;
import java.nio.ByteBuffer;

/** How bytes become what the network sees. Export writes the same into the graph. */
public final class NetworkInput {

    /** Subtracted from grey, 0 to 255: about the mean of FER2013. */
    public static final float MEAN = 128;

    /** Grey is divided by it then: about the standard deviation of FER2013. */
    public static final float DEVIATION = 64;

    private static final float[] RGB_MEAN = {123.675f, 116.28f, 103.53f};
    private static final float[] RGB_DEVIATION = {58.395f, 57.12f, 57.375f};

    private NetworkInput() {}

    /** Subtracted from red, green and blue, 0 to 255: the means of ImageNet. */
    public static float[] rgbMean() {
        return RGB_MEAN.clone();
    }

    /** Red, green and blue are divided by it then: the standard deviations of ImageNet. */
    public static float[] rgbDeviation() {
        return RGB_DEVIATION.clone();
    }

    /**
     * Makes float {@code [count, 3, size, size]} of uint8 {@code [count, size, size, channels]}:
     * (value − mean) / deviation, luminance in all three channels. It lies in memory channels last,
     * which the convolutions keep.
     */
    public static NDArray of(NDManager manager, byte[] pixels, int count, int size, Colour colour) {
        NDArray values = values(manager, pixels, count, size, colour.channels());
        return colour == Colour.RGB ? normalisedRgb(manager, values) : normalised(values);
    }

    /**
     * The same of uint8 RGB {@code [count, size, size, 3]}, of which a network of luminance gets
     * the luminance.
     */
    public static NDArray ofRgb(NDManager manager, byte[] rgb, int count, int size, Colour colour) {
        NDArray values = values(manager, rgb, count, size, 3);
        if (colour == Colour.RGB) {
            return normalisedRgb(manager, values);
        }
        NDArray weights =
                manager.create(new float[] {Luminance.RED, Luminance.GREEN, Luminance.BLUE});
        return normalised(values.mul(weights).sum(new int[] {3}, true));
    }

    private static NDArray values(
            NDManager manager, byte[] pixels, int count, int size, int channels) {
        NDArray bytes =
                manager.create(
                        ByteBuffer.wrap(pixels, 0, count * size * size * channels),
                        new Shape(count, size, size, channels),
                        DataType.UINT8);
        return bytes.toType(DataType.FLOAT32, false);
    }

    private static NDArray normalised(NDArray grey) {
        return grey.sub(MEAN).div(DEVIATION).repeat(3, 3).transpose(0, 3, 1, 2);
    }

    private static NDArray normalisedRgb(NDManager manager, NDArray rgb) {
        return rgb.sub(manager.create(RGB_MEAN))
                .div(manager.create(RGB_DEVIATION))
                .transpose(0, 3, 1, 2);
    }
}
