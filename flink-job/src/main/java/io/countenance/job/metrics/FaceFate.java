package io.countenance.job.metrics;

/** What is counted of faces that the expression model has read. */
public enum FaceFate {
    /** It is a person's that the tracker follows; counts in the person's windows. */
    FOLLOWED("facesFollowed"),
    /** It is not, or not yet, confirmed as a person; in no window. */
    UNFOLLOWED("facesUnfollowed"),
    /** Its frame became a dead letter after it was read: late, repeated, or of a wrong time. */
    REFUSED("facesRefused");

    private final String metric;

    FaceFate(String metric) {
        this.metric = metric;
    }

    /** Name of the counter. */
    public String metric() {
        return metric;
    }
}
