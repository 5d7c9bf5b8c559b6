package io.countenance.benchmarks.tracking;

import java.util.Locale;

/** What happens in a scene. */
enum SceneKind {
    /** Four persons of different size, each in a part of the picture of their own. */
    APART(false, 10),

    /** Two pairs who walk together cheek by jowl, all faces of the same size, none hidden. */
    SIDE_BY_SIDE(false, 10),

    /** Persons of nearly the same size walk past one another, heads over heads. */
    CROSSING(true, 12),

    /** Persons walk behind pillars; some turn round there. */
    PILLARS(true, 12),

    /** Persons step out of the picture and come back before the tracker gives them up. */
    BACK_SOON(true, 12),

    /**
     * Persons leave and come back long after the tracker has given them up, elsewhere, lit
     * otherwise, while others come and go.
     */
    BACK_LATE(true, 24);

    private final boolean hidden;
    private final int seconds;

    SceneKind(boolean hidden, int seconds) {
        this.hidden = hidden;
        this.seconds = seconds;
    }

    /** Whether faces are hidden or out of sight for a while. */
    boolean hidden() {
        return hidden;
    }

    /** How long a video of it is. */
    int seconds() {
        return seconds;
    }

    /**
     * Whether persons are away for so long that motion cannot tell who comes back: only
     * re-identification can.
     */
    boolean needsIdentity() {
        return this == BACK_LATE;
    }

    /** As tables call it: {@code side by side}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
