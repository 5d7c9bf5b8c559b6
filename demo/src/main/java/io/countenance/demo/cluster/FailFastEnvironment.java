package io.countenance.demo.cluster;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Environments of jobs that end with their first failure: a program that runs a job in its own
 * process had better say what is wrong than start over and over, or write results twice.
 */
public final class FailFastEnvironment {

    private FailFastEnvironment() {}

    /** To build a job onto that a {@link LocalCluster} is to run. */
    public static StreamExecutionEnvironment forCluster(int parallelism) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        withoutRestarts(new Configuration()));
        environment.setParallelism(parallelism);
        return environment;
    }

    /**
     * Runs its job in this process, by a cluster that lives as long as the job.
     *
     * @param parallelism slots of the cluster, all of which the job takes
     * @param settings of job and cluster; not changed
     */
    public static StreamExecutionEnvironment local(int parallelism, Configuration settings) {
        return StreamExecutionEnvironment.createLocalEnvironment(
                parallelism, withoutRestarts(new Configuration(settings)));
    }

    private static Configuration withoutRestarts(Configuration settings) {
        return settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }
}
