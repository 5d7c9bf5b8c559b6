package io.countenance.demo.compare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Differences for programs to read; its fields are those of the JSON.
 *
 * @param left where the left windows were read
 * @param right where the right windows were read
 * @param all figures of all cameras together
 * @param cameras figures of each camera
 * @param changedDominants every window whose dominant label changed, of those in which neither run
 *     abstains
 * @param abstainsInOneOnly every window in which one run abstains and the other does not
 * @param onlyLeft every window that only the left run has
 * @param onlyRight every window that only the right run has
 */
record DifferenceReport(
        String left,
        String right,
        Figures all,
        Map<String, Figures> cameras,
        List<ChangedDominant> changedDominants,
        List<Abstention> abstainsInOneOnly,
        List<WindowKey> onlyLeft,
        List<WindowKey> onlyRight) {

    /**
     * Figures over some windows.
     *
     * @param inBoth windows that both runs have
     * @param identical those of them that are the same in every field
     * @param meanKl mean KL, nats; null where there are none in both
     * @param largestKl largest KL, nats; null where there are none in both
     * @param changedDominants windows whose dominant label changed, neither run abstaining
     * @param abstainsInOneOnly windows in which one run abstains and the other does not
     * @param onlyLeft windows that only the left run has
     * @param onlyRight windows that only the right run has
     */
    record Figures(
            int inBoth,
            int identical,
            @Nullable Double meanKl,
            @Nullable Double largestKl,
            int changedDominants,
            int abstainsInOneOnly,
            int onlyLeft,
            int onlyRight) {

        static Figures of(WindowDifferences differences) {
            return new Figures(
                    differences.pairs().size(),
                    differences.identical(),
                    differences.meanDivergence(),
                    differences.largestDivergence(),
                    differences.changedDominants().size(),
                    differences.abstainsInOneOnly().size(),
                    differences.onlyLeft().size(),
                    differences.onlyRight().size());
        }
    }

    /**
     * A window whose dominant label changed.
     *
     * @param window which
     * @param left its dominant label in the left run
     * @param right its dominant label in the right run
     * @param kl KL, nats
     */
    record ChangedDominant(WindowKey window, String left, String right, double kl) {

        static ChangedDominant of(WindowPair pair) {
            return new ChangedDominant(
                    pair.key(),
                    pair.left().getDominant(),
                    pair.right().getDominant(),
                    pair.divergence());
        }
    }

    /**
     * A window in which one run abstains.
     *
     * @param window which
     * @param abstains {@code left} or {@code right}
     * @param dominant the label that the other run gives
     */
    record Abstention(WindowKey window, String abstains, String dominant) {

        static Abstention of(WindowPair pair) {
            return pair.left().getAbstained()
                    ? new Abstention(pair.key(), "left", pair.right().getDominant())
                    : new Abstention(pair.key(), "right", pair.left().getDominant());
        }
    }

    static DifferenceReport of(String left, String right, WindowDifferences differences) {
        Map<String, Figures> cameras = new TreeMap<>();
        for (String camera : differences.cameras()) {
            cameras.put(camera, Figures.of(differences.of(camera)));
        }
        return new DifferenceReport(
                left,
                right,
                Figures.of(differences),
                cameras,
                differences.changedDominants().stream().map(ChangedDominant::of).toList(),
                differences.abstainsInOneOnly().stream().map(Abstention::of).toList(),
                differences.onlyLeft(),
                differences.onlyRight());
    }
}
