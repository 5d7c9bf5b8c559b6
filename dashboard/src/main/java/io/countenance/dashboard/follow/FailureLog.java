package io.countenance.dashboard.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs why reading fails in one line, each reason once a minute at most, and that it goes on; with
 * stack traces at DEBUG. One thread at a time.
 */
final class FailureLog {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Logger log;
    private final String what;
    private final LongSupplier clock;
    private final Map<String, Long> said = new HashMap<>();
    private boolean open;

    /**
     * @param what is read, as the beginning of a sentence
     */
    FailureLog(Logger log, String what) {
        this(log, what, System::nanoTime);
    }

    /**
     * @param clock ns
     */
    FailureLog(Logger log, String what, LongSupplier clock) {
        this.log = log;
        this.what = what;
        this.clock = clock;
    }

    void failed(Exception failure) {
        failed(reason(failure));
        log.debug("{} cannot be read", what, failure);
    }

    void failed(String reason) {
        long now = clock.getAsLong();
        said.values().removeIf(time -> now - time >= AGAIN.toNanos());
        if (said.putIfAbsent(reason, now) == null) {
            log.warn("{} cannot be read; trying again: {}", what, reason);
            open = true;
        }
    }

    /** Ends a failure that was said; one that was not needs no end. */
    void succeeded() {
        if (open) {
            log.info("{} can be read again", what);
            open = false;
        }
    }

    /** Its message with those of its causes: a client that cannot be made says why there alone. */
    private static String reason(Throwable failure) {
        String own =
                failure.getMessage() == null
                        ? failure.getClass().getSimpleName()
                        : failure.getMessage();
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null || own.contains(cause.getMessage())
                ? own
                : own + " (" + reason(cause) + ")";
    }
}
