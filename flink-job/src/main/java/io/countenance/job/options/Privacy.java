package io.countenance.job.options;

/** How much of a person leaves the job. */
public enum Privacy {
    /**
     * Every topic: single persons' expressions, by a number that means nothing outside this job and
     * camera.
     */
    PERSON,
    /** Only room-windows, of at least room.min-persons persons, and dead letters. */
    ROOM
}
