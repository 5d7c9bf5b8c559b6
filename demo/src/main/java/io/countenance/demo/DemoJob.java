package io.countenance.demo;

import io.countenance.job.options.JobOptions;
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
        Map<String, String> own = new LinkedHashMap<>(DEFAULTS);
        own.put("frames.group-id", "countenance-demo-" + run);
        own.put("results.transactional-id-prefix", "countenance-demo-" + run);
        own.put("kafka.partitions", Integer.toString(Math.max(2, cameras)));
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
        own.put("kafka.bootstrap-servers", bootstrapServers);
        // The demo commits where the frames topic ended before its first frame.
        own.put("frames.start-from", "committed");
        JobOptions options = JobArguments.parse(own, given);
        InvalidOptionException.check(
                !options.checkpointInterval().isZero(),
                "--job-option",
                "checkpoint.interval=" + given.get("checkpoint.interval"),
                "must be above 0s: the demo sees by the offsets that checkpoints commit that all frames were read",
                "checkpoint.interval=1s");
        return options;
    }
}
