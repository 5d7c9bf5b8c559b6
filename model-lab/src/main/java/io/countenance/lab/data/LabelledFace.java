package io.countenance.lab.data;

/**
 * A face and what people saw in it.
 *
 * @param name the picture's name in its data set
 * @param picture the face
 * @param distribution share of the votes for each label, sum 1; one-hot where there is one label;
 *     not copied
 * @param majority index of the data set's majority label, -1 where it has none
 * @param copyInTrain whether the same pixels stand in the training split too
 * @param fer2013Label index of the label that FER2013 itself gives, in the same order, -1 where
 *     there is none
 */
public record LabelledFace(
        String name,
        PictureSource picture,
        float[] distribution,
        int majority,
        boolean copyInTrain,
        int fer2013Label) {

    /** A face without a label of FER2013. */
    public LabelledFace(
            String name,
            PictureSource picture,
            float[] distribution,
            int majority,
            boolean copyInTrain) {
        this(name, picture, distribution, majority, copyInTrain, -1);
    }

    /** Whether more than one label has a share. */
    boolean isAmbiguous() {
        int labels = 0;
        for (float share : distribution) {
            labels += share > 0 ? 1 : 0;
        }
        return labels > 1;
    }

    /** Index of the majority label, or where there is none of the largest share. */
    int expression() {
        if (majority >= 0) {
            return majority;
        }
        int largest = 0;
        for (int i = 1; i < distribution.length; i++) {
            largest = distribution[i] > distribution[largest] ? i : largest;
        }
        return largest;
    }

    /** Writes distribution and one-hot majority (zeros without one) from {@code offset} on. */
    void copyLabels(float[] distributions, float[] majorities, int offset) {
        System.arraycopy(distribution, 0, distributions, offset, distribution.length);
        if (majority >= 0) {
            majorities[offset + majority] = 1;
        }
    }
}
