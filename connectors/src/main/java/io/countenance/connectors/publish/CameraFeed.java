package io.countenance.connectors.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one camera's frames until its source ends or it is told to stop; one thread runs it.
 *
 * <p>A file's capture times are the start time plus the frames' own media times, a live source's
 * those of the clock; they always rise by at least 1 ms. A live source that breaks off is opened
 * again, after waits of 1 s up to 30 s.
 */
final class CameraFeed implements Callable<FeedReport>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CameraFeed.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CameraSource source;
    private final FeedOptions options;
    private final FramePublisher publisher;
    private final CountDownLatch stop;
    private final FrameThinning thinning;
    private final JpegEncoder encoder;
    private FrameReader reader;
    private FeedProgress progress = FeedProgress.SILENT;
    private long startNanos;
    private long published;
    private long read;
    private long unreadable;
    private long reconnects;
    private long lastCaptureTime = Long.MIN_VALUE;
    private boolean closed;

    /**
     * Opens the source.
     *
     * @param stop ends the feed when it has come to zero
     */
    CameraFeed(
            CameraSource source, FeedOptions options, FramePublisher publisher, CountDownLatch stop)
            throws IOException {
        this.source = source;
        this.options = options;
        this.publisher = publisher;
        this.stop = stop;
        this.thinning = new FrameThinning(options.framesPerSecond());
        this.encoder = new JpegEncoder(options.jpegQuality(), options.maxWidth());
        try {
            this.reader = source.open(options.imagesPerSecond());
        } catch (IOException | RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    CameraSource source() {
        return source;
    }

    /** How many frames will be published, or -1 where that is not known; an estimate. */
    long expectedFrames() {
        long frames = reader.frameCount();
        long expected = frames < 0 || options.loops() == 0 ? -1 : frames * options.loops();
        if (options.framesPerSecond() > 0) {
            expected = -1;
        }
        if (options.maxFrames() > 0) {
            expected = expected < 0 ? options.maxFrames() : Math.min(expected, options.maxFrames());
        }
        return expected;
    }

    void reportTo(FeedProgress listener) {
        this.progress = listener;
    }

    @Override
    public FeedReport call() throws InterruptedException {
        startNanos = System.nanoTime();
        String failure = null;
        try {
            if (source.kind().live()) {
                publishLive();
            } else {
                publishFile();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Camera '{}' broke off after {} frames", source.cameraId(), published, e);
            failure = String.valueOf(e.getMessage());
        }
        return new FeedReport(
                source.cameraId(),
                published,
                unreadable + reader.unreadableCount(),
                reconnects,
                failure);
    }

    private void publishFile() throws IOException, InterruptedException {
        long passStart = 0;
        for (int pass = 1; !finished(); pass++) {
            long readBefore = read;
            long lastMediaTime = publishPass(passStart);
            if (pass == options.loops() || finished()) {
                return;
            }
            long frames = read - readBefore;
            if (frames == 0) {
                throw new IOException(source.location() + " has no frames");
            }
            long interval = frames == 1 ? 1000 : Math.max(1, lastMediaTime / (frames - 1));
            passStart += lastMediaTime + interval;
            reopen();
        }
    }

    /** Publishes the source once; returns the media time of its last frame. */
    private long publishPass(long passStart) throws IOException, InterruptedException {
        long lastMediaTime = 0;
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            read++;
            lastMediaTime = Math.max(lastMediaTime, frame.mediaTime());
            long time = passStart + frame.mediaTime();
            if (thinning.keeps(time)) {
                if (options.realTime()) {
                    waitUntil(time);
                }
                if (finished()) {
                    break;
                }
                publish(frame, options.startTime() + time);
            }
        }
        return lastMediaTime;
    }

    private void waitUntil(long time) throws InterruptedException {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (time > elapsed) {
            stop.await(time - elapsed, TimeUnit.MILLISECONDS);
        }
    }

    private void publishLive() throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (!finished()) {
            Frame frame = nextLive();
            if (frame == null) {
                stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                wait = longer(wait);
                reconnects++;
                reconnect();
                continue;
            }
            wait = FIRST_WAIT;
            read++;
            long now = System.currentTimeMillis();
            if (thinning.keeps(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))) {
                publish(frame, now);
            }
        }
    }

    private @Nullable Frame nextLive() {
        try {
            Frame frame = reader.next();
            if (frame == null) {
                LOG.warn("Camera '{}' has ended its stream; connecting again", source.cameraId());
            }
            return frame;
        } catch (IOException e) {
            LOG.warn(
                    "Camera '{}' broke off; connecting again: {}",
                    source.cameraId(),
                    e.getMessage());
            return null;
        }
    }

    private void reconnect() {
        try {
            reopen();
        } catch (IOException e) {
            LOG.warn("Camera '{}' does not come back yet: {}", source.cameraId(), e.getMessage());
        }
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }

    private void reopen() throws IOException {
        unreadable += reader.unreadableCount();
        reader.close();
        reader = new NoFrames();
        reader = source.open(options.imagesPerSecond());
    }

    private void publish(Frame frame, long time) {
        lastCaptureTime = Math.max(lastCaptureTime + 1, time);
        publisher.publish(
                source.cameraId(), published, lastCaptureTime, encoder.encode(frame.image()));
        published++;
        progress.published();
    }

    private boolean finished() {
        return stop.getCount() == 0
                || (options.maxFrames() > 0 && published >= options.maxFrames());
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            encoder.close();
            reader.close();
        }
    }

    /** Stands in while the source is away. */
    private static final class NoFrames implements FrameReader {

        @Override
        public @Nullable Frame next() {
            return null;
        }

        @Override
        public void close() {}
    }
}
