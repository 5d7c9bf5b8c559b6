package io.countenance.benchmarks.measure;

import io.countenance.options.InvalidOptionException;
import java.util.List;

/** Options that are lists of counts. */
public final class Counts {

    private Counts() {}

    /**
     * Checks that all are 1 or more.
     *
     * @throws InvalidOptionException of that option where one is not
     */
    public static void check(String option, List<Integer> values, String example) {
        InvalidOptionException.check(
                values.stream().allMatch(value -> value >= 1),
                option,
                values,
                "must be 1 or more",
                example);
    }
}
