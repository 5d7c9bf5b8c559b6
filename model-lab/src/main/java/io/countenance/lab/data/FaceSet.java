package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The faces of one split, all in the same colour.
 *
 * @param labels names of the expressions, in the order of every distribution
 * @param faces in the order of the label file
 * @param unreadable pictures that could not be read, with the reason
 * @param leftOut how many pictures were left out on purpose, by reason
 */
public record FaceSet(
        List<String> labels,
        List<LabelledFace> faces,
        List<Unreadable> unreadable,
        Map<String, Integer> leftOut) {

    /** A set of which nothing was left out on purpose. */
    public FaceSet(List<String> labels, List<LabelledFace> faces, List<Unreadable> unreadable) {
        this(labels, faces, unreadable, Map.of());
    }

    /** What its pictures are in; luminance where there are none. */
    public Colour colour() {
        return faces.isEmpty() ? Colour.LUMINANCE : faces.get(0).picture().colour();
    }

    /** Whether people gave more than one label to any face. */
    public boolean hasDistributions() {
        return faces.stream().anyMatch(LabelledFace::isAmbiguous);
    }

    /**
     * SHA-256 in hexadecimal digits over labels, names, distributions and majorities, in their
     * order; the pixels are not read.
     */
    public String fingerprint() {
        MessageDigest digest = Digests.sha256();
        digest.update(String.join(",", labels).getBytes(StandardCharsets.UTF_8));
        for (LabelledFace face : faces) {
            digest.update(face.name().getBytes(StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.allocate(Float.BYTES * labels.size() + Integer.BYTES);
            for (float share : face.distribution()) {
                numbers.putFloat(share);
            }
            digest.update(numbers.putInt(face.majority()).flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Checks that something can be measured on these faces.
     *
     * @param option that named them
     * @param value it had
     * @throws InvalidOptionException where no face has a majority label
     */
    public FaceSet withMajorities(String option, Object value) {
        InvalidOptionException.check(
                faces.stream().anyMatch(face -> face.majority() >= 0),
                option,
                value,
                "must hold at least one face with a majority label to measure on",
                "valid.zip");
        return this;
    }

    /**
     * A picture that was left out because it cannot be used.
     *
     * @param name the picture's name in its data set
     * @param reason why, for people
     */
    public record Unreadable(String name, String reason) {}
}
