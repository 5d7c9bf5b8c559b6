package io.countenance.demo;

import io.countenance.job.options.JobOptions;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The job's options as the demo sets them: quick windows and checkpoints, and what the user gave
 * for any of them.
 */
final class DemoJob {

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "windows.size", "5s",
                    "checkpoint.interval", "1s",
                    "room.min-persons", "2");

    private DemoJob() {}

    /**
     * Checks them together.
     *
     * @param bootstrapServers the broker
     * @param run a name that no other run on this broker has
     * @param given the user's, by name without hyphens
     */
    static JobOptions options(
            String bootstrapServers, String run, int cameras, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.put("frames.group-id", "countenance-demo-" + run);
        all.put("results.transactional-id-prefix", "countenance-demo-" + run);
        all.put("kafka.partitions", Integer.toString(Math.max(2, cameras)));
        given.forEach((key, value) -> all.put(key.replaceFirst("^--", ""), value));
        for (String fixed :
                new String[] {
                    "kafka.bootstrap-servers", "frames.start-from", "frames.stop-at", "config"
                }) {
            InvalidOptionException.check(
                    !given.containsKey(fixed),
                    "--job-option",
                    fixed + "=" + given.get(fixed),
                    "the demo sets " + fixed + " itself",
                    "windows.size=10s");
        }
        all.put("kafka.bootstrap-servers", bootstrapServers);
        // The demo commits where the frames topic ended before its first frame.
        all.put("frames.start-from", "committed");
        JobOptions options =
                JobOptions.parse(
                        all.entrySet().stream()
                                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                                .toArray(String[]::new));
        InvalidOptionException.check(
                !options.checkpointInterval().isZero(),
                "--job-option",
                "checkpoint.interval=" + DurationConverter.format(options.checkpointInterval()),
                "must be above 0s: the demo sees by the offsets that checkpoints commit that all frames were read",
                "checkpoint.interval=1s");
        return options;
    }
}
