package io.countenance.lab.data;

/**
 * A face and what people saw in it.
 *
 * @param name the picture's name in its data set
 * @param picture the face
 * @param distribution share of the votes for each label, sum 1; not copied
 * @param majority index of the data set's majority label, -1 where it has none
 * @param copyInTrain whether the same pixels stand in the training split too
 * @param fer2013Label index of the single label that FER2013 gave it, -1 where it has none
 */
public record LabelledFace(
        String name,
        GreyPicture picture,
        float[] distribution,
        int majority,
        boolean copyInTrain,
        int fer2013Label) {}
