package io.countenance.lab.export;

import io.countenance.lab.data.Augmentation;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceRenderer;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Luminance;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faces on which an int8 file's ranges are found.
 *
 * @param faces as the model takes them
 * @param source where they come from, for the file's metadata
 */
public record CalibrationFaces(RgbFaces faces, String source) {

    /**
     * Takes faces evenly from a set, as they are: without those that the file is compared on, where
     * there are others.
     *
     * @param set at least one face
     * @param most so many at most
     * @param compared so many at the set's start are compared on
     * @param size side of the model's input, px
     * @param source where they come from
     * @throws IOException where a picture can no longer be read
     */
    public static CalibrationFaces of(FaceSet set, int most, int compared, int size, String source)
            throws IOException {
        List<LabelledFace> others =
                set.faces().size() > compared
                        ? set.faces().subList(compared, set.faces().size())
                        : set.faces();
        int count = Math.min(most, others.size());
        int bytes = size * size * set.colour().channels();
        byte[] pixels = new byte[count * bytes];
        FaceRenderer renderer = new FaceRenderer(size, Augmentation.NONE);
        SplittableRandom unused = new SplittableRandom(0);
        for (int i = 0; i < count; i++) {
            LabelledFace face = others.get((int) ((long) i * others.size() / count));
            renderer.render(face.picture().read(), unused, pixels, i * bytes);
        }
        byte[] rgb = set.colour() == Colour.RGB ? pixels : Luminance.toRgb(pixels);
        return new CalibrationFaces(new RgbFaces(rgb, count, size), source);
    }

    String text() {
        return "%d faces of %s".formatted(faces.count(), source);
    }
}
