package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What is summed up in a window, and of whom.
 *
 * @param <A> the sums, mutable
 * @param <R> a window's result
 */
interface WindowSums<A, R> extends Serializable {

    /** Whose windows an observation belongs to. */
    long ownerOf(PersonObservation observation);

    /** Nothing yet. */
    A none();

    /** Adds an observation. */
    void add(PersonObservation observation, A sums);

    /** Adds all of {@code other}. */
    void merge(A sums, A other);

    /** The result of a window, or null where it has none. */
    @Nullable R result(String cameraId, long owner, OpenWindow<A> window, int revision);

    TypeInformation<A> type();
}
