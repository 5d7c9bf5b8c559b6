package io.countenance.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class FrameWatermarksTest {

    private static final FrameWatermarks WATERMARKS =
            new FrameWatermarks(
                    Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock();
    private final List<String> emitted = new ArrayList<>();
    private final WatermarkOutput output =
            new WatermarkOutput() {
                @Override
                public void emitWatermark(Watermark watermark) {
                    emitted.add(Long.toString(watermark.getTimestamp()));
                }

                @Override
                public void markIdle() {
                    emitted.add("idle");
                }

                @Override
                public void markActive() {
                    emitted.add("active");
                }
            };
    private final WatermarkGeneratorSupplier.Context context =
            new WatermarkGeneratorSupplier.Context() {
                @Override
                public MetricGroup getMetricGroup() {
                    return new UnregisteredMetricsGroup();
                }

                @Override
                public RelativeClock getInputActivityClock() {
                    return clock;
                }
            };
    private final WatermarkGenerator<IngestedFrame> generator =
            WATERMARKS.createWatermarkGenerator(context);

    @Test
    void followsTheFramesNotTheRefusedRecords() {
        receive(frame(10_000, null));
        receive(frame(9_999_999, ReasonCode.TIMESTAMP_OUT_OF_RANGE));
        receive(frame(10_500, null));
        assertThat(emitted).containsExactly("9899", "9899", "10399");
    }

    @Test
    void aPartitionWithNothingButRefusedRecordsBecomesIdle() {
        receive(frame(10_000, null));
        for (int tick = 0; tick < 26; tick++) {
            clock.advanceTime(Duration.ofMillis(200));
            receive(frame(20_000, ReasonCode.EMPTY_VALUE));
        }
        assertThat(emitted).containsOnlyOnce("idle").doesNotContain("19899").endsWith("idle");
    }

    @Test
    void aStrayMovesNothingAndAClockThatWasSetIsFollowed() {
        receive(frame(10_000, null));
        receive(frame(9_000_000, null));
        receive(frame(10_500, null));
        assertThat(emitted).containsExactly("9899", "9899", "10399");
        receive(frame(8_000_000, null));
        receive(frame(8_000_100, null));
        assertThat(emitted).endsWith("10399", "7999999");
    }

    @Test
    void theSlowestCameraOfAPartitionSetsItsWatermark() {
        receive(frame("fast", 10_000, null));
        receive(frame("slow", 5_000, null));
        receive(frame("fast", 30_000, null));
        receive(frame("slow", 20_000, null));
        assertThat(emitted).containsExactly("9899", "9899", "9899", "19899");
    }

    @Test
    void aCameraThatHasGoneNoLongerHoldsTheOthersBack() {
        receive(frame("gone", 10_000, null));
        for (int tick = 0; tick < 26; tick++) {
            clock.advanceTime(Duration.ofMillis(200));
            receive(frame("here", 20_000, null));
        }
        assertThat(emitted).contains("9899").endsWith("19899").doesNotContain("idle");
    }

    @Test
    void aPartitionThatWasIdleIsActiveAgainWithItsNextFrame() {
        receive(frame(10_000, null));
        for (int tick = 0; tick < 26; tick++) {
            clock.advanceTime(Duration.ofMillis(200));
            generator.onPeriodicEmit(output);
        }
        receive(frame(20_000, null));
        assertThat(emitted).endsWith("idle", "active", "19899");
    }

    @Test
    void aThreadThatIsBusyWithABatchDoesNotMakeItsPartitionIdle() {
        receive(frame(10_000, null));
        for (int batch = 0; batch < 5; batch++) {
            clock.advanceTime(Duration.ofSeconds(30));
            generator.onPeriodicEmit(output);
            receive(frame(10_100 + batch, null));
        }
        assertThat(emitted).doesNotContain("idle");
    }

    @Test
    void theEndOfABoundedTopicIsWaitedFor() {
        WatermarkGenerator<IngestedFrame> bounded =
                new FrameWatermarks(Duration.ZERO, Duration.ofMinutes(1), null)
                        .createWatermarkGenerator(context);
        for (int tick = 0; tick < 1000; tick++) {
            clock.advanceTime(Duration.ofSeconds(1));
            bounded.onPeriodicEmit(output);
        }
        assertThat(emitted).doesNotContain("idle");
    }

    @Test
    void eventTimeIsTheCaptureTimeNotTheKafkaTimestamp() {
        TimestampAssignerSupplier.Context context = UnregisteredMetricsGroup::new;
        assertThat(
                        WATERMARKS
                                .createTimestampAssigner(context)
                                .extractTimestamp(frame(10_000, null), 77))
                .isEqualTo(10_000);
    }

    private void receive(IngestedFrame frame) {
        generator.onEvent(frame, frame.captureTime(), output);
        generator.onPeriodicEmit(output);
    }

    private static IngestedFrame frame(long captureTime, ReasonCode reason) {
        return frame("lobby", captureTime, reason);
    }

    private static IngestedFrame frame(String camera, long captureTime, ReasonCode reason) {
        return new IngestedFrame(
                camera,
                0,
                IngestedFrame.NO_HASH,
                captureTime,
                captureTime,
                0,
                0,
                new byte[0],
                "video-frames",
                0,
                0,
                reason == null ? null : reason.code(),
                null,
                Sampling.NONE);
    }
}
