package io.countenance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.options.JobOptions;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class CountenanceJobTest {

    @Test
    void recordsHardlyWaitForOthers() {
        assertThat(bufferTimeout(new Configuration())).isEqualTo(5);
    }

    @Test
    void whatTheClusterSaysOfBuffersHolds() {
        Configuration cluster = new Configuration();
        cluster.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(50));
        assertThat(bufferTimeout(cluster)).isEqualTo(50);
    }

    private static long bufferTimeout(Configuration cluster) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(cluster);
        CountenanceJob.build(
                environment, JobOptions.parse("--kafka.bootstrap-servers=localhost:9092"));
        return environment.getBufferTimeout();
    }
}
