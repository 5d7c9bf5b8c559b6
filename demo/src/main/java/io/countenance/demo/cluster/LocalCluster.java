package io.countenance.demo.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process with the web UI. Safe for several threads. */
public final class LocalCluster implements AutoCloseable {

    private final MiniCluster cluster;

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts a cluster of one TaskManager.
     *
     * @param slots of the TaskManager
     * @param webPorts a port or a range of them, such as {@code 8081-8099}, of which the first free
     *     one is taken
     */
    public static LocalCluster start(int slots, String webPorts) throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, webPorts);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return new LocalCluster(cluster);
    }

    /** Address of the web UI. */
    public String webAddress() {
        return cluster.getRestAddress().join().toString();
    }

    /** Starts the job that was built onto an environment. */
    public JobID submit(StreamExecutionEnvironment environment, String name)
            throws ExecutionException, InterruptedException {
        var graph = environment.getStreamGraph();
        graph.setJobName(name);
        return cluster.submitJob(graph).get().getJobID();
    }

    /** How the job ends; complete when it has. */
    public CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    /**
     * Ends a job as if its input had ended: event time moves to its end, so that every window
     * closes, and the results are committed.
     */
    public void drain(JobID job, Path savepoints) throws ExecutionException, InterruptedException {
        cluster.stopWithSavepoint(
                        job, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Takes a checkpoint of all state, and returns what it took when it is complete. */
    public CompletedCheckpointStats checkpoint(JobID job)
            throws ExecutionException, InterruptedException {
        long number = cluster.triggerCheckpoint(job, CheckpointType.FULL).get();
        return (CompletedCheckpointStats)
                cluster.getExecutionGraph(job)
                        .get()
                        .getCheckpointStatsSnapshot()
                        .getHistory()
                        .getCheckpointById(number);
    }

    /** Whether there are tasks with this in their names, and all of them have finished. */
    public boolean hasFinished(JobID job, String task)
            throws ExecutionException, InterruptedException {
        List<ExecutionState> states =
                cluster.getExecutionGraph(job).get().getAllVertices().values().stream()
                        .filter(vertex -> vertex.getName().contains(task))
                        .map(AccessExecutionJobVertex::getAggregateState)
                        .toList();
        return !states.isEmpty()
                && states.stream().allMatch(state -> state == ExecutionState.FINISHED);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
