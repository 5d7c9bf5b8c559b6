package io.countenance.lab.cli;

import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.train.EpochMetrics;
import io.countenance.lab.train.TrainingListener;
import io.countenance.options.ProgressBars;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar for each epoch and a line at its end. */
final class TrainingProgress implements TrainingListener {

    private static final int WIDTH = 140;

    private final PrintStream out;
    private final int batch;
    private final String remedy;
    private final long started = System.nanoTime();
    private double startProgress = Double.NaN;
    private @Nullable ProgressBar bar;

    /**
     * For one run.
     *
     * @param batch faces in a step
     * @param remedy how a run that was stopped goes on: {@code with --resume}
     */
    TrainingProgress(PrintStream out, int batch, String remedy) {
        this.out = out;
        this.batch = batch;
        this.remedy = remedy;
    }

    @Override
    public void epochStarted(int epoch, int steps) {
        bar =
                ProgressBars.builder("epoch " + epoch, (long) steps * batch)
                        .setUnit(" images", 1)
                        .setMaxRenderedLength(WIDTH)
                        .showSpeed()
                        .build();
    }

    @Override
    public void stepDone(int step, double loss, float rate, double progress) {
        if (Double.isNaN(startProgress)) {
            startProgress = progress;
        }
        if (bar != null) {
            bar.stepTo((long) step * batch);
            bar.setExtraMessage(
                    String.format(
                            Locale.ROOT,
                            " loss %.3f, lr %.4f, end %s",
                            loss,
                            rate,
                            left(progress)));
        }
    }

    /** Time to the end of the run, by its share since this start. */
    private String left(double progress) {
        double done = progress - startProgress;
        if (done <= 0) {
            return "?";
        }
        double minutes = (System.nanoTime() - started) / 6e10 * (1 - progress) / done;
        return String.format(Locale.ROOT, "in %.0f min", minutes);
    }

    @Override
    public void stopped(int epoch, int step) {
        closeBar();
        out.printf("stopped in epoch %d after step %d: go on %s%n", epoch, step, remedy);
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void epochDone(EpochMetrics metrics) {
        closeBar();
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "epoch %d: %.0f images/s, %.1f min, lr %.4f, loss %.4f",
                        metrics.epoch(),
                        metrics.imagesPerSecond(),
                        metrics.minutes(),
                        metrics.learningRate(),
                        metrics.trainLoss()));
        if (metrics.validation() != null) {
            Measures clean = metrics.validation().decisive();
            line.append(
                    String.format(
                            Locale.ROOT,
                            "; accuracy %.4f, leak-free %.4f, KL %.4f",
                            metrics.validation().all().accuracy(),
                            clean.accuracy(),
                            clean.kl()));
        }
        out.println(line);
    }
}
