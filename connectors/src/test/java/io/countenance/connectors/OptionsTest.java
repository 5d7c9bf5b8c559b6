package io.countenance.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.connectors.sink.Delivery;
import io.countenance.connectors.sink.ResultSinkOptions;
import io.countenance.connectors.source.FrameFormat;
import io.countenance.connectors.source.FrameSourceOptions;
import io.countenance.schemas.ResultFormat;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final KafkaConnection CONNECTION =
            new KafkaConnection("localhost:9092", Map.of("sasl.jaas.config", "secret"));

    @Test
    void aConnectionNeedsHostsWithPorts() {
        assertThatThrownBy(() -> new KafkaConnection("localhost", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "bootstrapServers: 'localhost' is not allowed: must be host:port, several separated by commas. Example: bootstrapServers localhost:9092");
        assertThatThrownBy(() -> new KafkaConnection("a:1", Map.of("bootstrap.servers", "b:2")))
                .hasMessageContaining("has an option of its own");
        assertThat(new KafkaConnection("a:1, b:2", Map.of()).bootstrapServers())
                .isEqualTo("a:1, b:2");
    }

    @Test
    void aConnectionDoesNotPrintPasswords() {
        assertThat(CONNECTION)
                .hasToString(
                        "KafkaConnection[bootstrapServers=localhost:9092, properties=[sasl.jaas.config]]");
    }

    @Test
    void exactlyOnceNeedsCheckpointsAndATimeoutThatTheBrokerAllows() {
        assertThatThrownBy(() -> exactlyOnce(Duration.ofMinutes(10), Duration.ZERO))
                .hasMessageContaining(
                        "checkpointInterval: 'PT0S' is not allowed: must be above 0 for delivery exactly-once");
        assertThatThrownBy(() -> exactlyOnce(Duration.ofMinutes(10), Duration.ofMinutes(10)))
                .hasMessageContaining(
                        "transactionTimeout: 'PT10M' is not allowed: must be above the checkpoint interval (PT10M)");
        assertThatThrownBy(() -> exactlyOnce(Duration.ofHours(1), Duration.ofSeconds(10)))
                .hasMessageContaining("at most 15 minutes");
        assertThat(exactlyOnce(Duration.ofMinutes(15), Duration.ofSeconds(10))).isNotNull();
    }

    private static ResultSinkOptions exactlyOnce(Duration timeout, Duration interval) {
        return new ResultSinkOptions(
                CONNECTION, ResultFormat.JSON, Delivery.EXACTLY_ONCE, "job", timeout, interval);
    }

    @Test
    void aSourceNamesTheOptionThatIsWrong() {
        assertThatThrownBy(() -> source("yesterday", "never", 1_000_000))
                .hasMessageContaining(
                        "startFrom: 'yesterday' is not allowed: must be committed, earliest, latest or ms since 1970");
        assertThatThrownBy(() -> source("earliest", "earliest", 1_000_000))
                .hasMessageContaining("stopAt: 'earliest' is not allowed");
        assertThatThrownBy(() -> source("earliest", "never", 10))
                .hasMessageContaining(
                        "maxFrameBytes: '10' is not allowed: must be 1024 to 268435456");
        assertThat(source("1772366400000", "latest", 1024)).isNotNull();
    }

    private static FrameSourceOptions source(String startFrom, String stopAt, int maxFrameBytes) {
        return new FrameSourceOptions(
                CONNECTION,
                "video-frames",
                "group",
                startFrom,
                stopAt,
                FrameFormat.AUTO,
                maxFrameBytes,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }
}
