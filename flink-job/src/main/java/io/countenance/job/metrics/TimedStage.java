package io.countenance.job.metrics;

import java.util.Locale;

/** What is timed of the work on a batch. */
public enum TimedStage {
    /** Pictures are decoded. */
    DECODE,
    /** Faces are found: scaling for the detector, its model, and what becomes boxes. */
    DETECT,
    /** Faces are cut out and their quality is judged. */
    CROP,
    /** Faces are embedded, where persons are told apart by them. */
    EMBED,
    /** Expressions are read: the model, and what is checked of its distributions. */
    CLASSIFY;

    /** As it stands in the label: the name in lower case. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
