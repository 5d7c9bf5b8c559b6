package io.countenance.dashboard.web;

import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.Event;
import io.countenance.dashboard.board.Subscription;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open event streams, each written by a thread of its own, so that a slow client holds up
 * nobody; a client that takes nothing for long is cut off by the server's idle time.
 */
final class EventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int MAX_CLIENTS = 32;
    private static final String STREAM = "text/event-stream";

    private final Board board;
    private final Map<SseClient, Subscription> open = new ConcurrentHashMap<>();

    EventStreams(Board board) {
        this.board = board;
    }

    /** Refuses a client that asks for something else, which would get an empty answer. */
    void requireAccept(Context context) {
        if (!STREAM.equals(context.header("Accept"))) {
            context.status(HttpStatus.NOT_ACCEPTABLE)
                    .result("Events are a stream: ask with the header Accept: " + STREAM);
            context.skipRemainingHandlers();
        }
    }

    /** Refuses a client where there are as many as there may be. */
    void requireRoom(Context context) {
        if (open.size() >= MAX_CLIENTS) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", "10")
                    .result("%d pages are open, no more may be".formatted(MAX_CLIENTS));
            context.skipRemainingHandlers();
        }
    }

    /** Takes a client, which stays open until it or this is closed. */
    void open(SseClient client) {
        Subscription subscription = board.subscribe(client.ctx().header("Last-Event-ID"));
        open.put(client, subscription);
        client.keepAlive();
        client.onClose(() -> forget(client));
        Thread writer = new Thread(() -> write(client, subscription), "event-stream");
        writer.setDaemon(true);
        writer.start();
    }

    private void write(SseClient client, Subscription subscription) {
        try {
            for (Event event = subscription.take();
                    event != null && !client.terminated();
                    event = subscription.take()) {
                client.sendEvent(event.type(), event.json(), event.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("A page went away", e);
        } finally {
            client.close();
            forget(client);
        }
    }

    private void forget(SseClient client) {
        Subscription subscription = open.remove(client);
        if (subscription != null) {
            subscription.close();
        }
    }

    @Override
    public void close() {
        open.keySet().forEach(this::forget);
    }
}
