package io.countenance.job.metrics;

import io.countenance.schemas.ReasonCode;

/**
 * What is counted of frames. For each camera {@link #IN} is the sum of all others once the job has
 * nothing left under way.
 */
public enum FrameFate {
    /** A record of the frames topic entered the job. */
    IN("framesIn"),
    /** It was read; has a record in frame-results. */
    CLASSIFIED("framesClassified"),
    /** It was left out to keep to a rate; has a record in frame-results. */
    SAMPLED_OUT("framesSampledOut"),
    /** It could not be used, for any reason but those below; has a dead letter. */
    DEAD("framesDead"),
    /** It came after its camera's time had passed it; has a dead letter. */
    LATE("framesLate"),
    /** It was there already; has a dead letter. */
    DUPLICATE("framesDuplicate");

    private final String metric;

    FrameFate(String metric) {
        this.metric = metric;
    }

    /** Name of the counter. */
    public String metric() {
        return metric;
    }

    /** Of a frame that became a dead letter for a reason, the code of a {@link ReasonCode}. */
    public static FrameFate ofRefused(String reason) {
        if (reason.equals(ReasonCode.LATE_FRAME.code())) {
            return LATE;
        }
        return reason.equals(ReasonCode.DUPLICATE_FRAME.code()) ? DUPLICATE : DEAD;
    }
}
