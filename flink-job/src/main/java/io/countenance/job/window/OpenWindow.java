package io.countenance.job.window;

import io.countenance.connectors.source.Sampling;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A window that may still change, and what was seen in it. Mutable; Flink checkpoints it as a POJO,
 * which is why its fields are public.
 *
 * @param <A> the sums
 */
public final class OpenWindow<A> {

    /** First ms, since 1970. */
    public long start;

    /** First ms after it, since 1970. */
    public long end;

    /** What was seen in it. */
    public A sums;

    /** How often it has been issued. */
    public int issues;

    /** Whether it has changed since it was issued. */
    public boolean changed;

    /** Observations in it. */
    public long framesRead;

    /** For each observation, the frames of its camera left out since the one before. */
    public long framesLeftOut;

    /** The lowest limit that was in force, frames/s; 0 where there was none. */
    public double maxFramesPerSecond;

    /** For Flink. */
    public OpenWindow() {}

    OpenWindow(long start, long end, A sums) {
        this.start = start;
        this.end = end;
        this.sums = sums;
    }

    /** How a window with these sums is serialised. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static <A> TypeInformation<OpenWindow<A>> type(TypeInformation<A> sums) {
        return (TypeInformation)
                Types.POJO(
                        OpenWindow.class,
                        Map.of(
                                "start", Types.LONG,
                                "end", Types.LONG,
                                "sums", sums,
                                "issues", Types.INT,
                                "changed", Types.BOOLEAN,
                                "framesRead", Types.LONG,
                                "framesLeftOut", Types.LONG,
                                "maxFramesPerSecond", Types.DOUBLE));
    }

    void count(Sampling sampling) {
        changed = true;
        framesRead++;
        framesLeftOut += sampling.framesLeftOut();
        maxFramesPerSecond = lower(maxFramesPerSecond, sampling.maxFramesPerSecond());
    }

    /** Takes over all of another window but its sums. */
    void cover(OpenWindow<A> other) {
        start = Math.min(start, other.start);
        end = Math.max(end, other.end);
        issues = Math.max(issues, other.issues);
        changed |= other.changed;
        framesRead += other.framesRead;
        framesLeftOut += other.framesLeftOut;
        maxFramesPerSecond = lower(maxFramesPerSecond, other.maxFramesPerSecond);
    }

    /** Share of the camera's frames that were read while this was seen, 0 to 1. */
    double frameCoverage() {
        return framesRead / (double) (framesRead + framesLeftOut);
    }

    private static double lower(double limit, double other) {
        if (limit == 0 || other == 0) {
            return Math.max(limit, other);
        }
        return Math.min(limit, other);
    }
}
