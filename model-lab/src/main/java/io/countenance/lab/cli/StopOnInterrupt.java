package io.countenance.lab.cli;

import io.countenance.lab.train.TrainingRun;
import java.util.concurrent.CountDownLatch;

/**
 * Lets a run end the step that it is in and write a checkpoint when the program is interrupted
 * (Ctrl-C, SIGTERM). Close it when the run is over.
 */
final class StopOnInterrupt implements AutoCloseable {

    private final TrainingRun run;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interrupted");

    StopOnInterrupt(TrainingRun run) {
        this.run = run;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        run.stop();
        System.err.printf("%ninterrupted: writing a checkpoint%n");
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being interrupted: the hook runs and ends by itself.
        }
    }
}
