package io.countenance.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered, by its whole name, and holds that nothing is registered twice. */
final class RecordedMetrics extends UnregisteredMetricsGroup {

    private final String prefix;
    private final Map<String, Metric> registered;

    RecordedMetrics() {
        this("", new TreeMap<>());
    }

    private RecordedMetrics(String prefix, Map<String, Metric> registered) {
        this.prefix = prefix;
        this.registered = registered;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(prefix + key + "." + value + ".", registered);
    }

    @Override
    public Counter counter(String name) {
        return register(name, super.counter(name));
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return register(name, gauge);
    }

    private <M extends Metric> M register(String name, M metric) {
        assertThat(registered.put(prefix + name, metric)).as("registered once").isNull();
        return metric;
    }

    /** What the counters stand at. */
    Map<String, Long> counted() {
        Map<String, Long> values = new TreeMap<>();
        registered.forEach(
                (name, metric) -> {
                    if (metric instanceof Counter counter) {
                        values.put(name, counter.getCount());
                    }
                });
        return values;
    }

    /** What the gauges show. */
    Map<String, Object> shown() {
        Map<String, Object> values = new TreeMap<>();
        registered.forEach(
                (name, metric) -> {
                    if (metric instanceof Gauge<?> gauge) {
                        values.put(name, gauge.getValue());
                    }
                });
        return values;
    }
}
