package io.countenance.job.options;

import io.countenance.job.sample.SampleOptions;
import io.countenance.options.DurationConverter;
import io.countenance.options.InvalidOptionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done about too many frames, and how many cameras are counted by name. */
final class LoadOptions {

    @Option(
            names = "--overload",
            defaultValue = "backpressure",
            description =
                    "When frames come faster than they can be read: backpressure reads them all and falls behind; sample reads each camera at 1/2, 1/4, 1/8 of frames.max-fps while the source lags.")
    Overload overload;

    @Option(
            names = "--overload.max-lag",
            paramLabel = "<time>",
            defaultValue = "10s",
            description =
                    "Age of the source's records, by their Kafka timestamps, above which it lags; it keeps up again below half of it.")
    Duration maxLag;

    @Option(
            names = "--overload.step-time",
            paramLabel = "<time>",
            defaultValue = "10s",
            description = "How long the source must lag, or keep up, for each step.")
    Duration stepTime;

    @Option(
            names = "--metrics.max-cameras",
            paramLabel = "<count>",
            defaultValue = "200",
            description =
                    "Cameras whose frames each operator counts by name; those past it are counted together as other.")
    int maxCameras;

    void check(double maxFramesPerSecond, String stopAt) {
        InvalidOptionException.check(
                overload != Overload.SAMPLE || maxFramesPerSecond > 0,
                "--overload",
                "sample",
                "needs frames.max-fps above 0, of which it takes 1/2, 1/4 and 1/8",
                "sample --frames.max-fps 10");
        InvalidOptionException.check(
                overload != Overload.SAMPLE || stopAt.equals("never"),
                "--overload",
                "sample",
                "must be backpressure with frames.stop-at, since what is over always lags; use frames.max-fps alone to thin it",
                "backpressure");
        InvalidOptionException.check(
                maxLag.toMillis() >= 1,
                "--overload.max-lag",
                DurationConverter.format(maxLag),
                "must be at least 1ms",
                "10s");
        InvalidOptionException.check(
                stepTime.toMillis() >= 1,
                "--overload.step-time",
                DurationConverter.format(stepTime),
                "must be at least 1ms",
                "10s");
        InvalidOptionException.check(
                maxCameras >= 0 && maxCameras <= 100_000,
                "--metrics.max-cameras",
                maxCameras,
                "must be from 0 to 100000",
                200);
    }

    /** How cameras are thinned; null where all frames are read. */
    @Nullable SampleOptions sampling(double maxFramesPerSecond, Duration cameraTtl) {
        return maxFramesPerSecond == 0
                ? null
                : new SampleOptions(
                        maxFramesPerSecond,
                        overload == Overload.SAMPLE,
                        maxLag,
                        stepTime,
                        cameraTtl);
    }
}
