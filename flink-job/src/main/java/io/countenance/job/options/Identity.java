package io.countenance.job.options;

/** What makes a person the same one. */
public enum Identity {
    /** Being followed without interruption. */
    TRACK,
    /** The face, too: whoever leaves and comes back before the same camera has the same number. */
    REIDENTIFY
}
