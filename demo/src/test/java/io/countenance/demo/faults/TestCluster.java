package io.countenance.demo.faults;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster of TaskManagers with a slot each, that may be killed. For one thread. */
final class TestCluster implements AutoCloseable {

    private final MiniCluster cluster;
    private int oldestTaskManager;

    private TestCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts as many TaskManagers. A job that fails is started again at once, however often. */
    static TestCluster start(int taskManagers) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        // Any that is free: other clusters may run on this machine.
        settings.set(RestOptions.BIND_PORT, "0");
        // Little, for Flink touches one buffer after the other: memory would seem to grow for
        // minutes.
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(8));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(8));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(taskManagers)
                                .setNumSlotsPerTaskManager(1)
                                .build());
        cluster.start();
        return new TestCluster(cluster);
    }

    MiniCluster flink() {
        return cluster;
    }

    /** Ends the TaskManager that has been there the longest, and then starts another. */
    void replaceTaskManager() throws Exception {
        cluster.terminateTaskManager(oldestTaskManager).get();
        oldestTaskManager++;
        cluster.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
