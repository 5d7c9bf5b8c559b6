package io.countenance.lab.data;

/**
 * Faces ready for the network.
 *
 * @param count how many
 * @param pixels uint8 {@code [count, size, size, channels]}, one channel for luminance, three for
 *     RGB
 * @param distributions {@code [count, labels]}, each row's sum 1; a row of zeros where the picture
 *     could no longer be read
 * @param majorities one-hot {@code [count, labels]}, two mixed where two faces were blended; a row
 *     of zeros where a face has no majority
 */
public record FaceBatch(int count, byte[] pixels, float[] distributions, float[] majorities) {

    /** The labels of all faces of a set, without pixels. */
    public static FaceBatch labelsOf(FaceSet faces) {
        int labels = faces.labels().size();
        int count = faces.faces().size();
        float[] distributions = new float[count * labels];
        float[] majorities = new float[count * labels];
        for (int i = 0; i < count; i++) {
            faces.faces().get(i).copyLabels(distributions, majorities, i * labels);
        }
        return new FaceBatch(count, new byte[0], distributions, majorities);
    }
}
