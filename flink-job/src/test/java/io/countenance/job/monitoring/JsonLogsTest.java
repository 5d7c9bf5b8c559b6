package io.countenance.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class JsonLogsTest {

    @Test
    void anEventIsOneLineOfJsonWithCameraAndFrame() throws Exception {
        LogEvent event;
        try (CapturedLogs logs = CapturedLogs.open();
                MDC.MDCCloseable camera = MDC.putCloseable("camera", "quo\"te\\");
                MDC.MDCCloseable frame = MDC.putCloseable("frame", "12")) {
            LoggerFactory.getLogger(JsonLogsTest.class)
                    .warn("Two\nlines of {}", "text", new IllegalStateException("why"));
            event = logs.events().get(0);
        }
        String line = JsonLogs.asOnKubernetes().line(event);
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo("Two\nlines of text");
        assertThat(json.path("log.level").asText()).isEqualTo("WARN");
        assertThat(json.path("log.logger").asText()).isEqualTo(JsonLogsTest.class.getName());
        assertThat(json.path("camera").asText()).isEqualTo("quo\"te\\");
        assertThat(json.path("frame").asText()).isEqualTo("12");
        assertThat(json.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(json.path("error.message").asText()).isEqualTo("why");
        assertThat(json.path("error.stack_trace").asText()).contains("JsonLogsTest");
        assertThat(json.path("@timestamp").asText()).endsWith("Z");
    }
}
