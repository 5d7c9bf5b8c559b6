package io.countenance.lab.cli;

import io.countenance.lab.data.LoadingListener;
import io.countenance.options.ProgressBars;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar for pictures. */
final class LoadingBar implements LoadingListener, AutoCloseable {

    /** A small set is read in less: a bar would only flash. */
    private static final int FEWEST = 2000;

    private volatile @Nullable ProgressBar bar;

    @Override
    public void started(int pictures) {
        if (pictures >= FEWEST) {
            bar = ProgressBars.builder("pictures", pictures).showSpeed().build();
        }
    }

    @Override
    public void decoded() {
        ProgressBar current = bar;
        if (current != null) {
            current.step();
        }
    }

    @Override
    public void finished() {
        close();
    }

    @Override
    public void close() {
        ProgressBar current = bar;
        if (current != null) {
            current.close();
            bar = null;
        }
    }
}
