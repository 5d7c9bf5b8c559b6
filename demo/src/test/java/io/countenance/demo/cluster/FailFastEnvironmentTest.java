package io.countenance.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class FailFastEnvironmentTest {

    @Test
    void jobsAreNotRestarted() {
        Configuration settings = new Configuration().set(PipelineOptions.NAME, "test");
        StreamExecutionEnvironment local = FailFastEnvironment.local(2, settings);
        StreamExecutionEnvironment submitted = FailFastEnvironment.forCluster(3);

        assertThat(local.getConfiguration().get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("none");
        assertThat(local.getConfiguration().get(PipelineOptions.NAME)).isEqualTo("test");
        assertThat(local.getParallelism()).isEqualTo(2);
        assertThat(submitted.getConfiguration().get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("none");
        assertThat(submitted.getParallelism()).isEqualTo(3);
        assertThat(settings.contains(RestartStrategyOptions.RESTART_STRATEGY)).isFalse();
    }
}
