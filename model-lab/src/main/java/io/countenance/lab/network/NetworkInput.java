package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.countenance.lab.data.Luminance;
import java.nio.ByteBuffer;

/** How grey bytes become what the network sees. Export writes the same into the graph. */
public final class NetworkInput {

    /** Subtracted from grey, 0 to 255: about the mean of FER2013. */
    public static final float MEAN = 128;

    /** Grey is divided by it then: about the standard deviation of FER2013. */
    public static final float DEVIATION = 64;

    private NetworkInput() {}

    /**
     * Makes float {@code [count, 3, size, size]} of uint8 grey {@code [count, size, size]}: (grey −
     * mean) / deviation in all three channels. It lies in memory channels last, which the
     * convolutions keep.
     */
    public static NDArray of(NDManager manager, byte[] grey, int count, int size) {
        NDArray bytes =
                manager.create(
                        ByteBuffer.wrap(grey, 0, count * size * size),
                        new Shape(count, size, size, 1),
                        DataType.UINT8);
        return normalised(bytes.toType(DataType.FLOAT32, false));
    }

    /** The same of uint8 RGB {@code [count, size, size, 3]}, of which it takes the luminance. */
    public static NDArray ofRgb(NDManager manager, byte[] rgb, int count, int size) {
        NDArray bytes =
                manager.create(
                        ByteBuffer.wrap(rgb, 0, count * size * size * 3),
                        new Shape(count, size, size, 3),
                        DataType.UINT8);
        NDArray weights =
                manager.create(new float[] {Luminance.RED, Luminance.GREEN, Luminance.BLUE});
        return normalised(
                bytes.toType(DataType.FLOAT32, false).mul(weights).sum(new int[] {3}, true));
    }

    private static NDArray normalised(NDArray grey) {
        return grey.sub(MEAN).div(DEVIATION).repeat(3, 3).transpose(0, 3, 1, 2);
    }
}
