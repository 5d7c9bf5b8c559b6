package io.countenance.lab.data;

import java.util.SplittableRandom;

/**
 * Brings faces to the size that a network wants, with random variation or without. Bilinear between
 * pixel centres, edges repeated: without variation the same as OpenCV's linear resize. Safe for
 * several threads.
 */
public final class FaceRenderer {

    private final int size;
    private final Augmentation augmentation;

    /**
     * Sets it up.
     *
     * @param size side of the result, px
     * @param augmentation how much to vary
     */
    public FaceRenderer(int size, Augmentation augmentation) {
        this.size = size;
        this.augmentation = augmentation;
    }

    /** Writes size * size * channels bytes into {@code target} from {@code offset}. */
    public void render(Picture picture, SplittableRandom random, byte[] target, int offset) {
        int channels = picture.colour().channels();
        double angle = Math.toRadians(even(random, augmentation.rotation()));
        double zoom = 1 + even(random, augmentation.scale());
        double shiftX = even(random, augmentation.shift()) * size;
        double shiftY = even(random, augmentation.shift()) * size;
        double mirror = random.nextDouble() < augmentation.flip() ? -1 : 1;
        double contrast = 1 + even(random, augmentation.contrast());
        double brightness = 255 * even(random, augmentation.brightness());

        double stepX = picture.width() / (double) size;
        double stepY = picture.height() / (double) size;
        double cos = Math.cos(angle) / zoom;
        double sin = Math.sin(angle) / zoom;
        double centre = size / 2.0;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double dx = x + 0.5 - centre - shiftX;
                double dy = y + 0.5 - centre - shiftY;
                double u = (centre + mirror * (cos * dx + sin * dy)) * stepX - 0.5;
                double v = (centre - sin * dx + cos * dy) * stepY - 0.5;
                int to = offset + (y * size + x) * channels;
                for (int c = 0; c < channels; c++) {
                    double value = sample(picture, channels, c, u, v);
                    target[to + c] = clamp(127.5 + (value - 127.5) * contrast + brightness);
                }
            }
        }
        if (random.nextDouble() < augmentation.erasing()) {
            erase(random, target, offset, channels);
        }
    }

    private static double even(SplittableRandom random, double range) {
        return (2 * random.nextDouble() - 1) * range;
    }

    private static double sample(Picture picture, int channels, int channel, double u, double v) {
        int left = (int) Math.floor(u);
        int top = (int) Math.floor(v);
        double fx = u - left;
        double fy = v - top;
        int x0 = Math.max(0, Math.min(picture.width() - 1, left)) * channels + channel;
        int x1 = Math.max(0, Math.min(picture.width() - 1, left + 1)) * channels + channel;
        int stride = picture.width() * channels;
        int row0 = Math.max(0, Math.min(picture.height() - 1, top)) * stride;
        int row1 = Math.max(0, Math.min(picture.height() - 1, top + 1)) * stride;
        byte[] p = picture.pixels();
        double upper = (p[row0 + x0] & 255) * (1 - fx) + (p[row0 + x1] & 255) * fx;
        double lower = (p[row1 + x0] & 255) * (1 - fx) + (p[row1 + x1] & 255) * fx;
        return upper * (1 - fy) + lower * fy;
    }

    private static byte clamp(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Zhong et al., "Random Erasing Data Augmentation": sides ratio 0.3 to 3.3. */
    private void erase(SplittableRandom random, byte[] target, int offset, int channels) {
        double area = random.nextDouble(0.02, 0.2) * size * size;
        double ratio = Math.exp(even(random, Math.log(3.3)));
        int width = Math.max(1, Math.min(size, (int) Math.sqrt(area * ratio)));
        int height = Math.max(1, Math.min(size, (int) Math.sqrt(area / ratio)));
        int left = random.nextInt(size - width + 1);
        int top = random.nextInt(size - height + 1);
        for (int y = top; y < top + height; y++) {
            int row = offset + y * size * channels;
            for (int i = left * channels; i < (left + width) * channels; i++) {
                target[row + i] = (byte) random.nextInt(256);
            }
        }
    }
}
