package io.countenance.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfiguration;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/** Makes lines of log events by the configuration that the job has on Kubernetes. */
public final class JsonLogs {

    private final StringLayout layout;

    private JsonLogs(StringLayout layout) {
        this.layout = layout;
    }

    /** Reads the configuration. */
    public static JsonLogs asOnKubernetes() throws IOException {
        PropertiesConfiguration configuration =
                new PropertiesConfigurationFactory()
                        .getConfiguration(
                                LoggerContext.getContext(false),
                                new ConfigurationSource(
                                        new ByteArrayInputStream(
                                                Monitoring.logConfiguration()
                                                        .getBytes(StandardCharsets.UTF_8))));
        configuration.initialize();
        assertThat(configuration.getRootLogger().getAppenderRefs())
                .extracting(
                        reference ->
                                configuration
                                        .<org.apache.logging.log4j.core.Appender>getAppender(
                                                reference.getRef())
                                        .getLayout())
                .singleElement()
                .isInstanceOf(JsonTemplateLayout.class);
        return new JsonLogs((StringLayout) configuration.getAppender("console").getLayout());
    }

    /** The line of an event. */
    public String line(LogEvent event) {
        return layout.toSerializable(event);
    }
}
