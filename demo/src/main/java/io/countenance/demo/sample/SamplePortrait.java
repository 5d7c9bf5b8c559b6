package io.countenance.demo.sample;

import io.countenance.vision.geometry.Box;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A head in one of the sample's pictures.
 *
 * @param name of the person
 * @param picture a JPEG file's bytes
 * @param face where the face is in it, px
 */
public record SamplePortrait(String name, byte[] picture, Box face) {

    /**
     * All of them, by name.
     *
     * @throws IllegalStateException where this build has no pictures; see {@link
     *     SampleVideo#available()}
     */
    public static List<SamplePortrait> all() {
        return Scenes.load().portraits().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                        entry -> {
                            double[] face = entry.getValue().face();
                            return new SamplePortrait(
                                    entry.getKey(),
                                    bytes(entry.getValue().picture()),
                                    new Box(
                                            (float) face[0],
                                            (float) face[1],
                                            (float) face[2],
                                            (float) face[3]));
                        })
                .toList();
    }

    /** The bytes of a sample picture. */
    static byte[] bytes(String picture) {
        try (InputStream file = SamplePortrait.class.getResourceAsStream(picture)) {
            if (file == null) {
                throw new IllegalStateException(
                        "the sample picture "
                                + picture
                                + " is not in this build, which had no npm");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample picture " + picture + " cannot be read", e);
        }
    }
}
