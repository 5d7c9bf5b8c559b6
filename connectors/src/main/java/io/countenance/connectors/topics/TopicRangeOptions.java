package io.countenance.connectors.topics;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.options.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Option;

/** A picocli mixin: how long a program waits for the topics that it reads. */
public final class TopicRangeOptions {

    private static final Duration LEAST = Duration.ofMillis(100);

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "60s",
            description = "Gives up where the brokers let nothing come for so long.")
    private Duration timeout;

    /**
     * How long the brokers may let nothing come; 100 ms or more.
     *
     * @throws io.countenance.options.InvalidOptionException where it is shorter
     */
    public Duration timeout() {
        check(
                timeout.compareTo(LEAST) >= 0,
                "--timeout",
                DurationConverter.format(timeout),
                "must be at least " + DurationConverter.format(LEAST),
                "60s");
        return timeout;
    }
}
