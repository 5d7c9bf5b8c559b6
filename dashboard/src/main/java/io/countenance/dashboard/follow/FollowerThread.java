package io.countenance.dashboard.follow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a follower, and its end: whoever closes it does not wait for a broker that does not
 * answer. Closed by its follower.
 */
final class FollowerThread implements AutoCloseable {

    /** What the thread does until it is closed. */
    interface Work {
        void run() throws InterruptedException;
    }

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Thread thread;
    private volatile @Nullable FollowedTopics followed;
    private volatile boolean closed;

    FollowerThread(String name, Work work) {
        thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean closed() {
        return closed;
    }

    /** Takes what is read from now on; {@link #close} wakes it up. */
    void reads(FollowedTopics topics) {
        followed = topics;
    }

    /** Waits for a while, or until it is closed. */
    synchronized void pauseAfterFailure() throws InterruptedException {
        if (!closed) {
            wait(PAUSE_AFTER_FAILURE.toMillis());
        }
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() throws InterruptedException {
        // Without an interrupt: it would break off the Kafka client's own end.
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        FollowedTopics waiting = followed;
        if (waiting != null) {
            waiting.wakeUp();
        }
        thread.join();
    }
}
