package io.countenance.demo.backfill;

import io.countenance.demo.JobArguments;
import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The job's options as a backfill sets them: the live job's, but for where it starts and ends, its
 * consumer group, and where results go.
 *
 * @param bootstrapServers the broker
 * @param prefix of the result topics, the consumer group and the transactions
 * @param model the expression model, or null for the live job's
 * @param given the live job's options, by name without hyphens
 */
record BackfillJob(
        String bootstrapServers, String prefix, @Nullable String model, Map<String, String> given) {

    private static final Set<String> FIXED =
            Set.of(
                    "kafka.bootstrap-servers",
                    "frames.start-from",
                    "frames.stop-at",
                    "frames.group-id",
                    "results.transactional-id-prefix",
                    "expression.watch-interval");

    /** What Kafka allows in a topic's name; short enough for the longest ending. */
    private static final String PREFIX = "[a-zA-Z0-9._-]{1,200}";

    /**
     * The options for a range of record timestamps.
     *
     * @throws InvalidOptionException where one is not known, is refused, or is not the user's to
     *     set, and where a result topic would be one of the live job's
     */
    JobOptions options(Instant from, Instant to) {
        InvalidOptionException.check(
                prefix.matches(PREFIX),
                "--results",
                prefix,
                "must be 1 to 200 letters, digits, dots, hyphens and underscores",
                "backfill-1");
        for (Map.Entry<String, String> option : given.entrySet()) {
            InvalidOptionException.check(
                    !FIXED.contains(option.getKey())
                            && !(model != null && option.getKey().equals("expression.model")),
                    "--job-option",
                    option,
                    "the backfill sets " + option.getKey() + " itself",
                    "windows.size=10s");
        }
        Map<String, String> servers = Map.of("kafka.bootstrap-servers", bootstrapServers);
        JobOptions live = JobArguments.parse(servers, given);
        Map<String, String> own = new LinkedHashMap<>(given);
        own.putAll(servers);
        own.put("frames.start-from", Long.toString(from.toEpochMilli()));
        own.put("frames.stop-at", Long.toString(to.toEpochMilli()));
        own.put("frames.group-id", "countenance-backfill-" + prefix);
        own.put("results.transactional-id-prefix", "countenance-backfill-" + prefix);
        // One version reads the whole range, whatever becomes of the file meanwhile.
        own.put("expression.watch-interval", "0s");
        for (String results :
                List.of(
                        "face-expressions",
                        "frame-results",
                        "expression-windows",
                        "room-windows",
                        "dead-letters")) {
            own.put("topics." + results, prefix + "-" + results);
        }
        if (model != null) {
            own.put("expression.model", model);
        }
        JobOptions options = JobArguments.parse(own, Map.of());
        List<String> liveTopics = live.resultTopics().all();
        for (String topic : options.resultTopics().all()) {
            InvalidOptionException.check(
                    !liveTopics.contains(topic),
                    "--results",
                    prefix,
                    "the topic %s is one that the live job writes to; a backfill needs topics of its own"
                            .formatted(topic),
                    prefix + "-2");
        }
        return options;
    }
}
