package io.countenance.job.monitoring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Keeps all that is logged below {@code io.countenance} at any level while it is open. */
public final class CapturedLogs extends AbstractAppender implements AutoCloseable {

    private static final String LOGGER = "io.countenance";

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    private CapturedLogs() {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
    }

    /** Begins to keep. */
    public static CapturedLogs open() {
        CapturedLogs logs = new CapturedLogs();
        logs.start();
        LoggerContext context = LoggerContext.getContext(false);
        Configuration configuration = context.getConfiguration();
        LoggerConfig logger = new LoggerConfig(LOGGER, Level.ALL, false);
        logger.addAppender(logs, Level.ALL, null);
        configuration.addLogger(LOGGER, logger);
        context.updateLoggers();
        return logs;
    }

    @Override
    public void append(LogEvent event) {
        events.add(event.toImmutable());
    }

    /** What was kept so far. */
    public List<LogEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        LoggerContext context = LoggerContext.getContext(false);
        context.getConfiguration().removeLogger(LOGGER);
        context.updateLoggers();
        stop();
    }
}
