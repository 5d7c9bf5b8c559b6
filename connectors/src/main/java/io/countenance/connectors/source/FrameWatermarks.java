package io.countenance.connectors.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of a partition follow its frames, never its refused records: one wrong clock must not
 * close everybody's windows, and a partition with nothing but refused records counts as idle, so
 * that it holds nobody back.
 */
final class FrameWatermarks implements WatermarkStrategy<IngestedFrame> {

    private static final long serialVersionUID = 1;

    private final WatermarkStrategy<IngestedFrame> ofFrames;

    FrameWatermarks(Duration outOfOrderness, Duration idleTimeout) {
        ofFrames =
                WatermarkStrategy.<IngestedFrame>forBoundedOutOfOrderness(outOfOrderness)
                        .withIdleness(idleTimeout);
    }

    @Override
    public TimestampAssigner<IngestedFrame> createTimestampAssigner(
            TimestampAssignerSupplier.Context context) {
        return (frame, kafkaTimestamp) -> frame.captureTime();
    }

    @Override
    public WatermarkGenerator<IngestedFrame> createWatermarkGenerator(
            WatermarkGeneratorSupplier.Context context) {
        return new SkippingRefused(ofFrames.createWatermarkGenerator(context));
    }

    private record SkippingRefused(WatermarkGenerator<IngestedFrame> ofFrames)
            implements WatermarkGenerator<IngestedFrame> {

        @Override
        public void onEvent(IngestedFrame frame, long eventTimestamp, WatermarkOutput output) {
            if (!frame.refused()) {
                ofFrames.onEvent(frame, eventTimestamp, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            ofFrames.onPeriodicEmit(output);
        }
    }
}
