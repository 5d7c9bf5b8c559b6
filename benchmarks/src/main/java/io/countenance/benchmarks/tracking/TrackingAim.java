package io.countenance.benchmarks.tracking;

import io.countenance.job.options.Identity;
import java.util.OptionalDouble;

/** The IDF1 that is aimed at. */
public final class TrackingAim {

    /** Where everybody is in sight. */
    public static final double IN_SIGHT = 0.95;

    /** Where persons are hidden or out of sight for a while. */
    public static final double HIDDEN = 0.85;

    private TrackingAim() {}

    /**
     * The least IDF1, 0 to 1, that a scene should reach. Empty where nothing is aimed at: whoever
     * comes back when the tracks are long forgotten is another person to tracks alone.
     *
     * @param scene as results call it, say {@code back late}
     * @param hidden whether persons are hidden or out of sight for a while in it
     * @param identity {@code tracker.identity} of the job, in small letters
     */
    public static OptionalDouble idf1(String scene, boolean hidden, String identity) {
        if (scene.equals(SceneKind.BACK_LATE.text())
                && identity.equals(TrackingBenchmark.name(Identity.TRACK))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(hidden ? HIDDEN : IN_SIGHT);
    }
}
