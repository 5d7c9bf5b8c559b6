package io.countenance.demo.results;

import io.countenance.schemas.ExpressionWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** A table in the terminal, one line a person, drawn anew twice a second. */
public final class LiveTable implements io.countenance.demo.results.Display {

    private static final int REDRAW_MILLIS = 500;
    private static final int FRAME_LINES = 8;

    /** What stands before and after the bars. */
    private static final int TEXT_COLUMNS = 78;

    private static final int MIN_BAR = 10;
    private static final int MAX_BAR = 60;
    private static final int STRONGEST = 3;

    /** Colours of the 256-colour palette by expression. */
    private static final Map<String, Integer> COLOURS =
            Map.of(
                    "neutral", 245,
                    "happiness", 220,
                    "surprise", 208,
                    "sadness", 69,
                    "anger", 160,
                    "disgust", 64,
                    "fear", 133,
                    "contempt", 94);

    private static final int OTHER_COLOUR = 37;

    private record Person(String cameraId, long personId) {}

    private final RunTally tally;
    private final String title;
    private final Terminal terminal;
    private final Display display;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "live-table");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Map<Person, ExpressionWindow> latest =
            new TreeMap<>(Comparator.comparing(Person::cameraId).thenComparing(Person::personId));
    private final long startNanos = System.nanoTime();
    private Instant newest = Instant.MIN;
    private String status = "";

    /**
     * Takes the terminal until closed.
     *
     * @param title what stands in the first line
     */
    public LiveTable(RunTally tally, String title) throws IOException {
        this.tally = tally;
        this.title = title;
        terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        display = new Display(terminal, false);
        clock.scheduleWithFixedDelay(this::draw, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void expressionWindow(ExpressionWindow window) {
        latest.merge(
                new Person(window.getCameraId(), window.getPersonId()),
                window,
                (old, next) -> next.getWindowEnd().isBefore(old.getWindowEnd()) ? old : next);
        if (window.getWindowEnd().isAfter(newest)) {
            newest = window.getWindowEnd();
        }
    }

    @Override
    public synchronized void status(String text) {
        status = text;
    }

    private synchronized void draw() {
        Size size = terminal.getSize();
        int columns = size.getColumns() > 0 ? size.getColumns() : 100;
        int rows = size.getRows() > 0 ? size.getRows() : 40;
        display.resize(rows, columns);
        List<AttributedString> lines =
                lines(columns, rows).stream()
                        .map(line -> line.columnSubSequence(0, columns - 1))
                        .toList();
        display.update(lines, -1);
    }

    private List<AttributedString> lines(int columns, int rows) {
        RunTally.Counts total = tally.total();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(title, AttributedStyle.DEFAULT.bold()));
        lines.add(
                new AttributedString(
                        String.format(
                                Locale.ROOT,
                                "%02d:%02d  frames: %d published, %d read, %d refused, %.1f/s  faces: %d",
                                Duration.ofSeconds((long) seconds).toMinutes(),
                                (long) seconds % 60,
                                total.published(),
                                total.classified(),
                                total.deadLetters(),
                                total.accountedFor() / seconds,
                                total.faces())));
        lines.add(AttributedString.EMPTY);
        int bar = Math.max(MIN_BAR, Math.min(MAX_BAR, columns - TEXT_COLUMNS));
        lines.add(
                new AttributedString(
                        "%-12s %6s  %-8s  %s".formatted("camera", "person", "until", "expressions"),
                        AttributedStyle.DEFAULT.faint()));
        List<ExpressionWindow> shown = new ArrayList<>(latest.values());
        int room = Math.max(1, rows - FRAME_LINES);
        if (shown.size() > room) {
            shown.sort(Comparator.comparing(ExpressionWindow::getWindowEnd).reversed());
            shown = shown.subList(0, room);
        }
        for (ExpressionWindow window : shown) {
            lines.add(line(window, bar));
        }
        if (latest.isEmpty()) {
            lines.add(
                    new AttributedString(
                            "No window has closed yet.", AttributedStyle.DEFAULT.faint()));
        } else {
            lines.add(AttributedString.EMPTY);
            lines.add(legend(latest.values().iterator().next()));
        }
        lines.add(new AttributedString(status, AttributedStyle.DEFAULT.faint()));
        return lines;
    }

    private AttributedString line(ExpressionWindow window, int bar) {
        // Persons that the camera no longer sees are shown faintly.
        boolean gone = window.getWindowEnd().isBefore(newest);
        AttributedStyle text = gone ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.styled(
                text,
                "%-12.12s %6d  %s  "
                        .formatted(
                                window.getCameraId(),
                                window.getPersonId(),
                                ExpressionText.time(window.getWindowEnd())));
        double sum = 0;
        int drawn = 0;
        for (Map.Entry<String, Double> share : window.getDistribution().entrySet()) {
            sum += share.getValue();
            int end = (int) Math.round(Math.min(1, sum) * bar);
            line.styled(
                    AttributedStyle.DEFAULT.foreground(colour(share.getKey())),
                    (gone ? "▒" : "█").repeat(end - drawn));
            drawn = end;
        }
        line.append(" ".repeat(bar - drawn));
        line.styled(
                text,
                "  "
                        + ExpressionText.of(
                                window.getAbstained(), window.getDistribution(), STRONGEST));
        return line.toAttributedString();
    }

    private static AttributedString legend(ExpressionWindow window) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (String expression : window.getDistribution().keySet()) {
            line.styled(AttributedStyle.DEFAULT.foreground(colour(expression)), "█ ");
            line.append(expression).append("  ");
        }
        return line.toAttributedString();
    }

    private static int colour(String expression) {
        return COLOURS.getOrDefault(expression, OTHER_COLOUR);
    }

    /** Leaves the last state of the table in place and gives the terminal back. */
    @Override
    public void close() {
        clock.shutdownNow();
        draw();
        terminal.writer().println();
        terminal.flush();
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The terminal could not be given back", e);
        }
    }
}
