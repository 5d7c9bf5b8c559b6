package io.countenance.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {

    private static final String NAME = "failure-log-test";
    private static final KafkaException REFUSED = new SaslAuthenticationException("wrong password");

    private final Lines lines = new Lines();
    private Duration time = Duration.ZERO;
    private final FailureLog failures =
            new FailureLog(LoggerFactory.getLogger(NAME), "It", () -> time.toNanos());

    /** Level, message and, where there is one, the name of the exception. */
    private static final class Lines extends AbstractAppender {

        private final List<String> lines = new ArrayList<>();

        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            lines.add(
                    event.getLevel()
                            + " "
                            + event.getMessage().getFormattedMessage()
                            + (event.getThrown() == null ? "" : " and a stack trace"));
        }

        void level(Level level) {
            LoggerContext context = LoggerContext.getContext(false);
            Configuration configuration = context.getConfiguration();
            configuration.removeLogger(NAME);
            LoggerConfig logger = new LoggerConfig(NAME, level, false);
            logger.addAppender(this, Level.ALL, null);
            configuration.addLogger(NAME, logger);
            context.updateLoggers();
        }
    }

    @BeforeEach
    void capture() {
        lines.level(Level.INFO);
    }

    @AfterEach
    void release() {
        LoggerContext context = LoggerContext.getContext(false);
        context.getConfiguration().removeLogger(NAME);
        context.updateLoggers();
    }

    private void failFor(int seconds) {
        for (int second = 0; second < seconds; second += 2) {
            failures.failed(REFUSED);
            time = time.plusSeconds(2);
        }
    }

    @Test
    void saysAReasonOnceAMinuteAndItsEndOnce() {
        failures.succeeded();
        assertThat(lines.lines).isEmpty();
        failFor(58);
        assertThat(lines.lines)
                .containsExactly("WARN It cannot be read; trying again: wrong password");
        failFor(122);
        assertThat(lines.lines).hasSize(3);
        failures.succeeded();
        failures.succeeded();
        assertThat(lines.lines).hasSize(4).endsWith("INFO It can be read again");
    }

    @Test
    void saysAnotherReasonAtOnceAndTheCauseWithIt() {
        failures.failed("The broker does not answer");
        failures.failed(new KafkaException("Failed to construct kafka consumer", REFUSED));
        failures.failed("The broker does not answer");
        assertThat(lines.lines)
                .containsExactly(
                        "WARN It cannot be read; trying again: The broker does not answer",
                        "WARN It cannot be read; trying again: Failed to construct kafka consumer (wrong password)");
    }

    @Test
    void oneThatComesAndGoesFillsNoLog() {
        for (int turn = 0; turn < 10; turn++) {
            failFor(2);
            failures.succeeded();
        }
        assertThat(lines.lines).hasSize(2).endsWith("INFO It can be read again");
    }

    @Test
    void hasTheStackTraceAtDebug() {
        lines.level(Level.DEBUG);
        failures.failed(REFUSED);
        assertThat(lines.lines)
                .containsExactly(
                        "WARN It cannot be read; trying again: wrong password",
                        "DEBUG It cannot be read and a stack trace");
    }
}
