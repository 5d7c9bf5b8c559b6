package io.countenance.lab.toy;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.Picture;
import java.util.Random;

/**
 * A drawn face and the ten votes for it.
 *
 * @param picture luminance
 * @param votes for each expression of FER+ in its order, for unknown and for not-a-face
 */
public record ToyFace(Picture picture, int[] votes) {

    private static final int RATERS = 10;
    private static final double AMBIGUOUS = 0.25;
    private static final double MISTAKEN = 0.06;
    private static final double UNKNOWN = 0.03;

    /**
     * Draws a face of an expression. One of four is ambiguous: its features lie between those of
     * the expression and of another, which has a quarter to half of the weight, and so do its
     * votes. Raters are mistaken now and then.
     *
     * @param expression index in FER+'s order
     * @param size px a side
     */
    public static ToyFace draw(int expression, int size, Random random) {
        int labels = FerPlus.LABELS.size();
        int other = (expression + 1 + random.nextInt(labels - 1)) % labels;
        double share = random.nextDouble() < AMBIGUOUS ? 0.25 + 0.25 * random.nextDouble() : 0;
        FaceFeatures features =
                FaceFeatures.of(expression).towards(FaceFeatures.of(other), share).varied(random);
        Picture picture = picture(features, size, random);
        int[] votes = new int[labels + 2];
        for (int i = 0; i < RATERS; i++) {
            votes[vote(expression, other, share, random)]++;
        }
        return new ToyFace(picture, votes);
    }

    /** Draws a face of an expression that nobody takes for another. */
    public static Picture plain(int expression, int size, Random random) {
        return picture(FaceFeatures.of(expression), size, random);
    }

    private static Picture picture(FaceFeatures features, int size, Random random) {
        byte[] grey = new FaceSketch(features, random, size).grey();
        return new Picture(size, size, Colour.LUMINANCE, grey);
    }

    private static int vote(int expression, int other, double share, Random random) {
        double chance = random.nextDouble();
        if (chance < UNKNOWN) {
            return FerPlus.LABELS.size();
        }
        if (chance < UNKNOWN + MISTAKEN) {
            return random.nextInt(FerPlus.LABELS.size());
        }
        return random.nextDouble() < share ? other : expression;
    }
}
