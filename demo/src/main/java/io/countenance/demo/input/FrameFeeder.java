package io.countenance.demo.input;

import io.countenance.connectors.publish.EncodedImage;
import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.JpegEncoder;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of all cameras, each in its order. Recordings go out merged by media time from
 * one thread, so that none runs ahead of the others however fast they are sent; each live camera
 * has a thread of its own.
 *
 * <p>The capture time of a live frame is when it was read. Recordings start now; when sent faster
 * than they were taken they start a day ago, so that no frame claims to come from the future.
 */
public final class FrameFeeder {

    private final Pacing pacing;
    private final PublishedFrames frames;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public FrameFeeder(Pacing pacing, PublishedFrames frames) {
        this.pacing = pacing;
        this.frames = frames;
    }

    /**
     * Sends all frames; returns when the last camera has ended or {@link #stop()} was called.
     *
     * @throws IOException where a source broke off
     */
    public void run(List<CameraFeed> feeds) throws IOException, InterruptedException {
        List<Callable<Void>> tasks = new ArrayList<>();
        List<CameraFeed> recordings = feeds.stream().filter(feed -> !feed.live()).toList();
        if (!recordings.isEmpty()) {
            tasks.add(() -> sendRecordings(recordings));
        }
        feeds.stream().filter(CameraFeed::live).forEach(feed -> tasks.add(() -> sendLive(feed)));
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(
                    "The input broke off: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Ends the input as if it ended by itself. */
    public void stop() {
        stopped.countDown();
    }

    private Void sendRecordings(List<CameraFeed> recordings)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        boolean faster = pacing.speed() == 0 || pacing.speed() > 1;
        Instant start =
                faster ? now.minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES) : now;
        long startNanos = System.nanoTime();
        PriorityQueue<Pending> queue =
                new PriorityQueue<>(Comparator.comparingLong(pending -> pending.frame.mediaTime()));
        for (CameraFeed recording : recordings) {
            Pending pending = new Pending(recording);
            if (pending.advance()) {
                queue.add(pending);
            }
        }
        try (JpegEncoder encoder = new JpegEncoder(pacing.jpegQuality(), 0)) {
            for (Pending next = queue.poll(); next != null; next = queue.poll()) {
                long mediaTime = next.frame.mediaTime();
                EncodedImage image = encoder.encode(next.frame.image());
                if (waitUntilDue(startNanos, mediaTime)) {
                    return null;
                }
                frames.accept(
                        next.feed.cameraId(), next.number, start.toEpochMilli() + mediaTime, image);
                if (next.advance()) {
                    queue.add(next);
                }
            }
        }
        return null;
    }

    /** Whether the wait was ended by {@link #stop()}. */
    private boolean waitUntilDue(long startNanos, long mediaTime) throws InterruptedException {
        long wait =
                pacing.speed() == 0
                        ? 0
                        : startNanos
                                + (long) (mediaTime * 1e6 / pacing.speed())
                                - System.nanoTime();
        return stopped.await(wait, TimeUnit.NANOSECONDS);
    }

    private Void sendLive(CameraFeed feed) throws IOException {
        long start = System.currentTimeMillis();
        try (JpegEncoder encoder = new JpegEncoder(pacing.jpegQuality(), 0)) {
            for (long number = 0; stopped.getCount() > 0; number++) {
                Frame frame = feed.reader().next();
                long now = System.currentTimeMillis();
                if (frame == null || pacing.ends(now - start)) {
                    break;
                }
                frames.accept(feed.cameraId(), number, now, encoder.encode(frame.image()));
            }
        }
        return null;
    }

    /** A recording and its next frame. */
    private final class Pending {

        private final CameraFeed feed;
        private @Nullable Frame frame;
        private long number = -1;

        private Pending(CameraFeed feed) {
            this.feed = feed;
        }

        private boolean advance() throws IOException {
            Frame next = feed.reader().next();
            if (next == null || pacing.ends(next.mediaTime())) {
                return false;
            }
            frame = next;
            number++;
            return true;
        }
    }
}
