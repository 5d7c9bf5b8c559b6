package io.countenance.options;

import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How all programs show progress: a bar on a terminal; elsewhere, where output is a log, plain
 * lines at its begin, every 30 s and at its end, without control characters. Both on standard
 * error. For modules that have the library progressbar.
 */
public final class ProgressBars {

    private static final int BAR_MILLIS = 500;
    private static final int LINE_MILLIS = 30_000;
    private static final int LINE_LENGTH = 140;

    private ProgressBars() {}

    /** Whether a person at a terminal sees what the program writes. */
    public static boolean onTerminal() {
        return System.console() != null;
    }

    /**
     * A bar to be.
     *
     * @param task shown before it
     * @param most what it counts up to; -1 where that is not known
     */
    public static ProgressBarBuilder builder(String task, long most) {
        return builder(task, most, onTerminal(), System.err::println);
    }

    static ProgressBarBuilder builder(
            String task, long most, boolean terminal, Consumer<String> lines) {
        ProgressBarBuilder bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(most);
        return terminal
                ? bar.setUpdateIntervalMillis(BAR_MILLIS)
                : bar.setUpdateIntervalMillis(LINE_MILLIS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new Lines(lines));
    }

    /** For {@link ProgressBarBuilder#setConsumer}: a bar that nobody sees. */
    public static ProgressBarConsumer nowhere() {
        return new Lines(line -> {});
    }

    private static final class Lines implements ProgressBarConsumer {

        private final Consumer<String> lines;
        private String last = "";

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public int getMaxRenderedLength() {
            return LINE_LENGTH;
        }

        @Override
        public synchronized void accept(String rendered) {
            String line = rendered.strip();
            // A bar tells its end twice.
            if (!line.equals(last)) {
                lines.accept(line);
                last = line;
            }
        }

        @Override
        public void close() {}
    }
}
