package io.countenance.dashboard.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for one client, never more than a board's limit: a client that falls further
 * behind loses what waits and gets a snapshot, once, instead. The board gives, one thread takes.
 */
public final class Subscription implements AutoCloseable {

    private final Board board;
    private final int maxQueued;
    private final Deque<Event> queue = new ArrayDeque<>();
    private boolean behind;
    private boolean closed;

    Subscription(Board board, int maxQueued, List<Event> first) {
        this.board = board;
        this.maxQueued = maxQueued;
        queue.addAll(first);
    }

    synchronized void offer(Event event) {
        if (behind || closed) {
            return;
        }
        if (queue.size() >= maxQueued) {
            queue.clear();
            behind = true;
        } else {
            queue.add(event);
        }
        notifyAll();
    }

    /** Takes an event that says anew what earlier ones of its type said; those go. */
    synchronized void offerInPlace(Event event) {
        queue.removeIf(earlier -> earlier.type().equals(event.type()));
        offer(event);
    }

    /** The next event, waited for; null when closed. */
    public @Nullable Event take() throws InterruptedException {
        synchronized (this) {
            while (queue.isEmpty() && !behind && !closed) {
                wait();
            }
            if (closed) {
                return null;
            }
            if (!behind) {
                return queue.remove();
            }
        }
        return board.catchUp(this);
    }

    /** Takes events again; the board holds its lock, so none is missed or doubled. */
    synchronized void caughtUp() {
        behind = false;
    }

    /** Ends {@link #take()} and takes no more. May be called more than once, by any thread. */
    @Override
    public void close() {
        board.unsubscribe(this);
        synchronized (this) {
            closed = true;
            queue.clear();
            notifyAll();
        }
    }
}
