package io.countenance.lab.export;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceRenderer;
import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.util.SplittableRandom;

/** Coloured pictures to compare two runtimes on, the same ones each time. */
public final class ParityFaces {

    private static final long SEED = 20;

    private ParityFaces() {}

    /**
     * The first faces of a set, grey ones each in a tint of its own.
     *
     * @throws IOException where a picture can no longer be read
     */
    public static RgbFaces of(FaceSet faces, int most, int size) throws IOException {
        int count = Math.min(most, faces.faces().size());
        int bytes = size * size * faces.colour().channels();
        byte[] pixels = new byte[count * bytes];
        FaceRenderer renderer = new FaceRenderer(size, Augmentation.NONE);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            renderer.render(faces.faces().get(i).picture().read(), random, pixels, i * bytes);
        }
        byte[] rgb = faces.colour() == Colour.RGB ? pixels : tint(pixels, count, random);
        return new RgbFaces(rgb, count, size);
    }

    /** Waves of random direction and length. */
    public static RgbFaces generated(int count, int size) {
        byte[] grey = new byte[count * size * size];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            double stepX = random.nextDouble(-0.5, 0.5);
            double stepY = random.nextDouble(-0.5, 0.5);
            double phase = random.nextDouble(2 * Math.PI);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double wave = Math.sin(x * stepX + y * stepY + phase);
                    grey[(i * size + y) * size + x] =
                            (byte) (127 + 90 * wave + random.nextDouble(-30, 30));
                }
            }
        }
        return new RgbFaces(tint(grey, count, random), count, size);
    }

    private static byte[] tint(byte[] grey, int count, SplittableRandom random) {
        byte[] rgb = new byte[3 * grey.length];
        double[] gains = new double[3];
        for (int i = 0; i < grey.length; i++) {
            if (i % (grey.length / count) == 0) {
                for (int c = 0; c < 3; c++) {
                    gains[c] = random.nextDouble(0.6, 1.2);
                }
            }
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.min(255, Math.round((grey[i] & 255) * gains[c]));
            }
        }
        return rgb;
    }
}
