package io.countenance.demo.track;

import io.countenance.connectors.source.IngestedFrame;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * A watermark for each second of frames that come in order. One a frame would cut batches down to
 * one frame; periodic ones never come while a single call reads the whole video.
 */
final class EverySecond implements WatermarkGenerator<IngestedFrame> {

    private static final long INTERVAL = 1000;

    private long last = Long.MIN_VALUE;

    @Override
    public void onEvent(IngestedFrame frame, long captureTime, WatermarkOutput output) {
        if (last == Long.MIN_VALUE || captureTime - last >= INTERVAL) {
            last = captureTime;
            output.emitWatermark(new Watermark(captureTime - 1));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
