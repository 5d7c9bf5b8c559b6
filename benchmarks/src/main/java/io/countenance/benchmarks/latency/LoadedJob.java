package io.countenance.benchmarks.latency;

import io.countenance.benchmarks.engine.Engine;
import io.countenance.benchmarks.engine.RoomFrames;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** A running job that is given frames at a steady rate. One thread; the engine is the caller's. */
final class LoadedJob implements AutoCloseable {

    /** At first the job is still busy with what came before, or just begins. */
    private static final double LEAD_SECONDS = 2;

    private final Engine engine;
    private final int partitions;
    private final RoomFrames frames;
    private final LatencyReader reader;

    /**
     * Reads the job's results from now on.
     *
     * @param partitions of its topics
     * @param frames to publish in turn
     */
    LoadedJob(Engine engine, int partitions, RoomFrames frames) {
        this.engine = engine;
        this.partitions = partitions;
        this.frames = frames;
        reader = new LatencyReader(engine.options(), partitions);
    }

    /**
     * Publishes until the results of all measured frames were read.
     *
     * @param name that the cameras' names begin with, another one in each turn
     * @param cameras how many
     * @param framesPerSecond of all cameras together
     * @param measured how long the measured frames are taken for
     * @param patience how long to wait for results after the last measured frame was taken
     * @param faces gets the latency of each face's record, µs
     * @param windows gets the latency of each window's first record, from its end, µs
     * @throws IllegalStateException where the job falls behind by more than that, or ends
     */
    void turn(
            String name,
            int cameras,
            double framesPerSecond,
            Duration measured,
            Duration patience,
            Histogram faces,
            Histogram windows)
            throws InterruptedException {
        Schedule schedule = Schedule.startingNow(name, cameras, framesPerSecond);
        LatencyTurn turn =
                new LatencyTurn(
                        schedule,
                        schedule.numberAfter(LEAD_SECONDS),
                        schedule.numberAfter(LEAD_SECONDS + measured.toMillis() / 1000.0),
                        faces,
                        windows);
        try (ScheduledPublisher publisher =
                new ScheduledPublisher(engine.options(), partitions, frames, schedule)) {
            reader.read(
                    turn,
                    patience,
                    () -> {
                        publisher.requireWritten();
                        engine.job().requireRunning();
                    });
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
