package io.countenance.lab.data;

import java.util.List;

/**
 * The faces of one split.
 *
 * @param labels names of the expressions, in the order of every distribution
 * @param faces in the order of the label file
 * @param unreadable pictures that could not be read, with the reason
 */
public record FaceSet(List<String> labels, List<LabelledFace> faces, List<Unreadable> unreadable) {

    /**
     * A picture that was left out.
     *
     * @param name the picture's name in its data set
     * @param reason why, for people
     */
    public record Unreadable(String name, String reason) {}
}
