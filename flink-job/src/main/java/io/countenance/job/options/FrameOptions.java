package io.countenance.job.options;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.source.FrameFormat;
import io.countenance.connectors.source.FrameSourceOptions;
import io.countenance.job.batch.BatchLimits;
import io.countenance.job.order.CameraTimeOptions;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.image.ImageLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which frames are read, and how they are gathered. */
final class FrameOptions {

    @Option(
            names = "--frames.topic",
            paramLabel = "<topic>",
            defaultValue = "video-frames",
            description = "Where frames come from.")
    String topic;

    @Option(
            names = "--frames.format",
            defaultValue = "auto",
            description =
                    "What values are: VideoFrame in single-object Avro, plain JPEG or PNG files, or either, told apart by their first bytes.")
    FrameFormat format;

    @Option(
            names = "--frames.group-id",
            paramLabel = "<name>",
            defaultValue = "countenance",
            description = "Consumer group that offsets are committed for.")
    String groupId;

    @Option(
            names = "--frames.start-from",
            paramLabel = "<committed|earliest|latest|ms>",
            defaultValue = "committed",
            description =
                    "Where a job without a checkpoint starts: the group's offsets (earliest where there are none), an end of the topic, or a time in ms since 1970.")
    String startFrom;

    @Option(
            names = "--frames.stop-at",
            paramLabel = "<never|latest|ms>",
            defaultValue = "never",
            description =
                    "Where the job ends by itself: what the topic holds at the start, or a time in ms since 1970.")
    String stopAt;

    @Option(
            names = "--frames.max-bytes",
            paramLabel = "<bytes>",
            defaultValue = "8388608",
            description =
                    "Largest frame. Consumer, created topics and producers are set to it; the broker's message.max.bytes must allow it.")
    int maxBytes;

    @Option(
            names = "--frames.max-pixels",
            paramLabel = "<px>",
            defaultValue = "25000000",
            description =
                    "Largest picture, width times height; larger ones are refused by their header.")
    long maxPixels;

    @Option(
            names = "--frames.min-side",
            paramLabel = "<px>",
            defaultValue = "16",
            description = "Smallest width and height of a picture.")
    int minSide;

    @Option(
            names = "--frames.max-out-of-orderness",
            paramLabel = "<time>",
            defaultValue = "500ms",
            description =
                    "How much later than a younger frame of its camera a frame may come and still be in time; all frames wait so long.")
    Duration outOfOrderness;

    @Option(
            names = "--frames.idle-timeout",
            paramLabel = "<time>",
            defaultValue = "5s",
            description =
                    "After how long without frames a camera is silent: its open windows are issued as they are, and again should it go on within them. With frames.stop-at none is: the end closes all.")
    Duration idleTimeout;

    @Option(
            names = "--frames.max-future",
            paramLabel = "<time>",
            defaultValue = "1min",
            description =
                    "How far a capture time may be after its own record's Kafka timestamp; further is timestamp-out-of-range.")
    Duration maxFuture;

    @Option(
            names = "--frames.max-jump",
            paramLabel = "<time>",
            defaultValue = "1min",
            description =
                    "How far a frame may be from its camera's newest one, ahead or back, to be believed at once; further is a wrong clock until frames.jump-frames go on from there.")
    Duration maxJump;

    @Option(
            names = "--frames.jump-frames",
            paramLabel = "<count>",
            defaultValue = "3",
            description =
                    "So many frames in a row, each within frames.max-jump of the last or, ahead, newer than it, make a jump believed; they count then. Fewer are dead letters.")
    int jumpFrames;

    @Option(
            names = "--frames.camera-ttl",
            paramLabel = "<time>",
            defaultValue = "1d",
            description =
                    "After how long without frames, in event time, a camera is forgotten: its state is dropped, its persons are counted from 1 again.")
    Duration cameraTtl;

    @Option(
            names = "--frames.max-fps",
            paramLabel = "<frames/s>",
            defaultValue = "0",
            description =
                    "Largest rate of a camera that is read, the rest is sampled out; 0 reads all.")
    double maxFramesPerSecond;

    @Option(
            names = "--batch.max-frames",
            paramLabel = "<count>",
            defaultValue = "8",
            description = "Most frames that go through the models together.")
    int batchFrames;

    @Option(
            names = "--batch.max-bytes",
            paramLabel = "<bytes>",
            defaultValue = "16777216",
            description = "Most compressed bytes of a batch.")
    long batchBytes;

    @Option(
            names = "--batch.max-wait",
            paramLabel = "<time>",
            defaultValue = "0ms",
            description =
                    "Longest that a frame waits for others. With 0 those go together that are there already; on a GPU, whose batches are to be large, raise it.")
    Duration batchWait;

    void check() {
        InvalidOptionException.check(
                maxBytes >= 1024, "--frames.max-bytes", maxBytes, "must be at least 1024", 8388608);
        InvalidOptionException.check(
                maxPixels >= 256,
                "--frames.max-pixels",
                maxPixels,
                "must be at least 256",
                25000000);
        InvalidOptionException.check(
                minSide >= 1, "--frames.min-side", minSide, "must be at least 1", 16);
        InvalidOptionException.check(
                !outOfOrderness.isNegative(),
                "--frames.max-out-of-orderness",
                outOfOrderness,
                "must not be negative",
                "500ms");
        InvalidOptionException.check(
                idleTimeout.toMillis() > 0,
                "--frames.idle-timeout",
                idleTimeout,
                "must be above 0",
                "5s");
        InvalidOptionException.check(
                !maxFuture.isNegative(),
                "--frames.max-future",
                maxFuture,
                "must not be negative",
                "1min");
        InvalidOptionException.check(
                jumpFrames >= 1 && jumpFrames <= 100,
                "--frames.jump-frames",
                jumpFrames,
                "must be from 1 to 100",
                3);
        InvalidOptionException.check(
                cameraTtl.compareTo(maxJump) > 0 && cameraTtl.compareTo(idleTimeout) > 0,
                "--frames.camera-ttl",
                DurationConverter.format(cameraTtl),
                "must be above frames.max-jump, "
                        + DurationConverter.format(maxJump)
                        + ", and frames.idle-timeout, "
                        + DurationConverter.format(idleTimeout),
                "1d");
        InvalidOptionException.check(
                maxFramesPerSecond >= 0 && maxFramesPerSecond <= 1000,
                "--frames.max-fps",
                maxFramesPerSecond,
                "must be from 0 to 1000",
                5);
        InvalidOptionException.check(
                batchFrames >= 1 && batchFrames <= 1024,
                "--batch.max-frames",
                batchFrames,
                "must be from 1 to 1024",
                8);
        InvalidOptionException.check(
                batchBytes >= maxBytes,
                "--batch.max-bytes",
                batchBytes,
                "must be at least frames.max-bytes, "
                        + maxBytes
                        + ", so that every frame fits in a batch",
                2L * maxBytes);
        InvalidOptionException.check(
                !batchWait.isNegative(),
                "--batch.max-wait",
                batchWait,
                "must not be negative",
                "20ms");
    }

    FrameSourceOptions source(KafkaConnection connection) {
        return new FrameSourceOptions(
                connection,
                topic,
                groupId,
                startFrom,
                stopAt,
                format,
                maxBytes,
                outOfOrderness,
                maxJump,
                idleTimeout,
                maxFuture);
    }

    /** Checks what depends on how late a frame may be. */
    void check(Duration allowedLateness) {
        Duration least = outOfOrderness.plus(allowedLateness);
        InvalidOptionException.check(
                maxJump.compareTo(least) >= 0,
                "--frames.max-jump",
                DurationConverter.format(maxJump),
                "must be at least frames.max-out-of-orderness and windows.allowed-lateness together, "
                        + DurationConverter.format(least)
                        + ", else late frames would be taken for a wrong clock",
                DurationConverter.format(least));
    }

    CameraTimeOptions cameraTime(Duration allowedLateness) {
        return new CameraTimeOptions(
                outOfOrderness,
                allowedLateness,
                maxJump,
                jumpFrames,
                stopAt.equals("never") ? idleTimeout : null,
                cameraTtl);
    }

    BatchLimits batchLimits() {
        return new BatchLimits(batchFrames, batchBytes, batchWait);
    }

    ImageLimits imageLimits() {
        return new ImageLimits(minSide, maxPixels, maxBytes);
    }
}
