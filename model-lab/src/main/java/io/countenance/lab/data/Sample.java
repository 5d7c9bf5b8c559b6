package io.countenance.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a data set says of a picture before that is read.
 *
 * @param name the picture's name in its data set
 * @param file where it is, null where the data set is not made of files
 * @param pixels the picture, where the label file holds it
 * @param distribution over the labels, sum 1; empty where there are no labels
 * @param majority index of the label, -1 where there is none
 * @param fer2013Label index of FER2013's own label, -1 where there is none
 * @param copyInTrain whether the same pixels stand in the training split too
 */
public record Sample(
        String name,
        @Nullable Path file,
        @Nullable Picture pixels,
        float[] distribution,
        int majority,
        int fer2013Label,
        boolean copyInTrain) {

    /** A picture with one label. */
    static Sample labelled(String name, Path file, int label, int labels) {
        return new Sample(name, file, null, oneHot(label, labels), label, -1, false);
    }

    static float[] oneHot(int label, int labels) {
        float[] distribution = new float[labels];
        distribution[label] = 1;
        return distribution;
    }

    /**
     * The picture's file as it is, or a PNG file of the pixels that the label file holds.
     *
     * @throws IOException where it cannot be read; the message is a reason for people
     */
    public byte[] encoded() throws IOException {
        if (pixels != null) {
            return pixels.png();
        }
        if (file == null) {
            throw new IOException("no such picture");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("no such picture", e);
        }
    }

    LabelledFace face(PictureSource picture) {
        return new LabelledFace(name, picture, distribution, majority, copyInTrain, fer2013Label);
    }
}
