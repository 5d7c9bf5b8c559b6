package io.countenance.benchmarks.engine;

import io.countenance.demo.cluster.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * A job on a cluster of its own in this process, which a failure ends. Checkpoints go to files in a
 * temporary folder. Safe for several threads; closing ends the job and deletes the folder.
 */
public final class RunningJob implements AutoCloseable {

    private final LocalCluster cluster;
    private final Path checkpoints;
    private final JobID id;
    private final CompletableFuture<JobResult> result;

    private RunningJob(LocalCluster cluster, Path checkpoints, JobID id) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.id = id;
        this.result = cluster.result(id);
    }

    /**
     * Starts a cluster and the job on it.
     *
     * @param parallelism of the job, and slots of the cluster
     * @param graph builds the job onto an environment
     */
    public static RunningJob start(
            String name, int parallelism, Consumer<StreamExecutionEnvironment> graph)
            throws Exception {
        Path checkpoints = Files.createTempDirectory("countenance-checkpoints");
        LocalCluster cluster = null;
        try {
            Configuration settings = new Configuration();
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            settings.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(settings);
            environment.setParallelism(parallelism);
            graph.accept(environment);
            cluster = LocalCluster.start(parallelism, "0");
            return new RunningJob(cluster, checkpoints, cluster.submit(environment, name));
        } catch (Exception e) {
            if (cluster != null) {
                cluster.close();
            }
            FileUtils.deleteDirectory(checkpoints.toFile());
            throw e;
        }
    }

    /**
     * Does nothing while the job runs.
     *
     * @throws IllegalStateException with the cause, where it has ended
     */
    public void requireRunning() {
        if (result.isDone()) {
            throw new IllegalStateException(
                    "the job ended",
                    result.join()
                            .getSerializedThrowable()
                            .map(failure -> failure.deserializeError(getClass().getClassLoader()))
                            .orElse(null));
        }
    }

    /** Takes a checkpoint of all state, and returns what it took when it is complete. */
    public CompletedCheckpointStats checkpoint() throws Exception {
        return cluster.checkpoint(id);
    }

    /**
     * Waits until a source has ended and all it gave has been worked on. Its task stays for the
     * next checkpoint, so the job must have them.
     *
     * @param task a part of the source's name
     */
    public void awaitEndOf(String task) throws Exception {
        while (!cluster.hasFinished(id, task)) {
            requireRunning();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        FileUtils.deleteDirectory(checkpoints.toFile());
    }
}
