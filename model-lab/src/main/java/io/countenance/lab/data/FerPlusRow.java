package io.countenance.lab.data;

/**
 * A row of a label file in the form of FER+.
 *
 * @param image the picture's name in its folder or zip file
 * @param split part of the data
 * @param votes for the eight expressions in FER+'s order, for unknown and for not-a-face; not
 *     copied
 * @param majority index of the majority label, -1 where there is none
 * @param keptForCrossEntropy whether FER+ keeps the picture in its cross-entropy mode
 * @param fer2013Label index of FER2013's own label in FER+'s order, -1 where there is none
 * @param copyInTrain whether the same pixels stand in the training split too
 */
public record FerPlusRow(
        String image,
        String split,
        int[] votes,
        int majority,
        boolean keptForCrossEntropy,
        int fer2013Label,
        boolean copyInTrain) {

    private static final int COUNTS = FerPlus.LABELS.size() + 2;
    private static final int MOST_VOTES = 1000;

    /** Checks that there are ten numbers of votes. */
    public FerPlusRow {
        if (votes.length != COUNTS) {
            throw new IllegalArgumentException(
                    "%d numbers of votes for %s, not %d".formatted(votes.length, image, COUNTS));
        }
    }

    /** A row whose majority and choice follow from the votes by FER+'s rule. */
    public static FerPlusRow voted(String image, String split, int[] votes, boolean copyInTrain) {
        FerPlusVotes counted = new FerPlusVotes(votes);
        return new FerPlusRow(
                image,
                split,
                votes,
                counted.majority(),
                counted.countsForCrossEntropy(),
                -1,
                copyInTrain);
    }

    /**
     * The row of a picture under a new name. Its votes are the smallest numbers with its
     * distribution, which reading them gives again.
     *
     * @param distribution over FER+'s eight expressions
     */
    public static FerPlusRow renamed(
            String image,
            String split,
            float[] distribution,
            int majority,
            int fer2013Label,
            boolean copyInTrain) {
        int[] votes = new int[COUNTS];
        int all = 1;
        while (all < MOST_VOTES && !isWhole(distribution, all)) {
            all++;
        }
        for (int i = 0; i < distribution.length; i++) {
            votes[i] = Math.round(all * distribution[i]);
        }
        return new FerPlusRow(image, split, votes, majority, true, fer2013Label, copyInTrain);
    }

    private static boolean isWhole(float[] distribution, int all) {
        for (float share : distribution) {
            if ((float) Math.round(all * share) / all != share) {
                return false;
            }
        }
        return true;
    }
}
