package io.countenance.job.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;

/**
 * What an operator measures for each value of one label, in groups {@code LABEL.VALUE} that are
 * made as values come. So that a flood of values makes no flood of metrics, only the first ones get
 * a group; further ones share {@value #OTHER}. Used by one operator's thread.
 *
 * @param <T> the metrics of one value
 */
public final class BoundedGroups<T> {

    /** The value under which those past the limit are measured together. */
    public static final String OTHER = "other";

    private final MetricGroup metrics;
    private final String label;
    private final int maxValues;
    private final Function<MetricGroup, T> register;
    private final Map<String, T> byValue = new HashMap<>();

    /**
     * @param label name of the label
     * @param maxValues values that get a group of their own, 0 or more
     * @param register registers the metrics of one value in its group
     */
    public BoundedGroups(
            MetricGroup metrics, String label, int maxValues, Function<MetricGroup, T> register) {
        this.metrics = metrics;
        this.label = label;
        this.maxValues = maxValues;
        this.register = register;
    }

    /** The metrics of a value, or of {@value #OTHER} where the limit is reached. */
    public T of(String value) {
        T known = byValue.get(value);
        if (known != null) {
            return known;
        }
        return ofReserved(byValue.size() >= maxValues ? OTHER : value);
    }

    /** The metrics of a value that has its group whatever the limit; one of a few constants. */
    T ofReserved(String value) {
        T known = byValue.get(value);
        if (known == null) {
            known = register.apply(metrics.addGroup(label, value));
            byValue.put(value, known);
        }
        return known;
    }
}
