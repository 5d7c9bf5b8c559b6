package io.countenance.dashboard;

import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.Limits;
import io.countenance.dashboard.board.PageSettings;
import io.countenance.dashboard.follow.PreviewFollower;
import io.countenance.dashboard.follow.ResultFollower;
import io.countenance.dashboard.preview.Preview;
import io.countenance.dashboard.web.WebServer;
import io.countenance.vision.draw.ColourBlindSafePalette;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The page and all that feeds it. Starts with its constructor; {@link #close()} ends every thread
 * of it. A broker that is not there yet, or goes, is told on the page and waited for.
 */
public final class DashboardServer implements AutoCloseable {

    /** As many as the palette has. */
    private static final int COLOURS = 8;

    private final DashboardOptions options;
    private final WebServer web;
    private final ResultFollower results;
    private final @Nullable PreviewFollower frames;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "dashboard-clock");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Starts to serve and to read.
     *
     * @throws IllegalStateException where none of the ports is free
     */
    public DashboardServer(DashboardOptions options) {
        this.options = options;
        Board board = new Board(Limits.withHistory(options.history()), page(options.preview()));
        Preview preview =
                options.preview() == PreviewMode.OFF ? null : new Preview(options.preview());
        web =
                new WebServer(
                        options.host(),
                        options.ports(),
                        options.tls(),
                        options.token(),
                        board,
                        preview);
        results =
                new ResultFollower(
                        options.connection(), options.topics(), options.history(), board);
        frames =
                preview == null
                        ? null
                        : new PreviewFollower(
                                options.connection(),
                                options.topics(),
                                options.maxFrameBytes(),
                                preview);
        clock.scheduleAtFixedRate(board::tick, 1, 1, TimeUnit.SECONDS);
    }

    private static PageSettings page(PreviewMode preview) {
        return new PageSettings(
                preview.name().toLowerCase(Locale.ROOT),
                IntStream.range(0, COLOURS)
                        .map(ColourBlindSafePalette::colour)
                        .mapToObj("#%06x"::formatted)
                        .toList());
    }

    /** The page's address without the token. */
    public String address() {
        String host = options.host();
        return "%s://%s:%d/"
                .formatted(
                        options.tls() == null ? "http" : "https",
                        host.contains(":") ? '[' + host + ']' : host,
                        web.port());
    }

    /** The page's address with the token: to be shown to whoever started the server, alone. */
    public String link() {
        return address() + "?token=" + options.token().secret();
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        web.close();
        if (frames != null) {
            frames.close();
        }
        results.close();
    }
}
