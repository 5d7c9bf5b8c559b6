package io.countenance.benchmarks.latency;

import io.countenance.connectors.sink.Delivery;
import io.countenance.options.DurationConverter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A way to run the job.
 *
 * @param delivery of results
 * @param option the one that is not as usual, {@code name=value}; empty where all are
 */
record LatencySetting(Delivery delivery, String option) {

    static LatencySetting usual(Delivery delivery) {
        return new LatencySetting(delivery, "");
    }

    static LatencySetting with(Delivery delivery, String name, Duration value) {
        return new LatencySetting(delivery, name + "=" + DurationConverter.format(value));
    }

    /** As the job's option has it. */
    String deliveryText() {
        return delivery.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The job's options by name, these in place of given ones. */
    Map<String, String> over(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("results.delivery", deliveryText());
        if (!option.isEmpty()) {
            int equals = option.indexOf('=');
            all.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return all;
    }
}
