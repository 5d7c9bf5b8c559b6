package io.countenance.job.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchFramesTest {

    private static final BatchLimits LIMITS = new BatchLimits(3, 1000, Duration.ofMillis(50));

    private OneInputStreamOperatorTestHarness<IngestedFrame, FrameBatch> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new BatchFrames(LIMITS));
        harness.setup(
                TypeInformation.of(FrameBatch.class)
                        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static IngestedFrame frame(long sequenceNumber, int bytes) {
        return new IngestedFrame(
                "camera",
                sequenceNumber,
                IngestedFrame.NO_HASH,
                1000 + sequenceNumber,
                1000 + sequenceNumber,
                0,
                0,
                new byte[bytes],
                "t",
                0,
                sequenceNumber,
                null,
                null,
                Sampling.NONE);
    }

    private void push(long sequenceNumber, int bytes) throws Exception {
        harness.processElement(frame(sequenceNumber, bytes), 1000 + sequenceNumber);
    }

    private List<List<Long>> batches() {
        List<List<Long>> batches = new ArrayList<>();
        for (Object record : harness.getOutput()) {
            if (record instanceof StreamRecord<?> element) {
                batches.add(
                        ((FrameBatch) element.getValue())
                                .frames().stream().map(IngestedFrame::sequenceNumber).toList());
            }
        }
        return batches;
    }

    @Test
    void fillsUpToTheMostFrames() throws Exception {
        for (int i = 0; i < 7; i++) {
            push(i, 10);
        }
        assertThat(batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
    }

    @Test
    void fillsUpToTheMostBytesAndLetsALargerFrameGoAlone() throws Exception {
        push(0, 600);
        push(1, 600);
        push(2, 5000);
        assertThat(batches()).containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void waitsNoLongerThanAllowed() throws Exception {
        harness.setProcessingTime(100);
        push(0, 10);
        harness.setProcessingTime(149);
        assertThat(batches()).isEmpty();
        harness.setProcessingTime(150);
        assertThat(batches()).containsExactly(List.of(0L));
    }

    @Test
    void deadlineIsThatOfTheFirstFrameOfTheBatchAtHand() throws Exception {
        harness.setProcessingTime(100);
        push(0, 10);
        push(1, 10);
        push(2, 10);
        harness.setProcessingTime(140);
        push(3, 10);
        harness.setProcessingTime(160);
        assertThat(batches()).containsExactly(List.of(0L, 1L, 2L));
        harness.setProcessingTime(190);
        assertThat(batches()).containsExactly(List.of(0L, 1L, 2L), List.of(3L));
    }

    @Test
    void keepsNothingAcrossABarrier() throws Exception {
        push(0, 10);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(batches()).containsExactly(List.of(0L));
        assertThat(harness.snapshot(1, 1).getManagedOperatorState()).isEmpty();
    }

    @Test
    void isNotOvertakenByAWatermark() throws Exception {
        push(0, 10);
        harness.processWatermark(new Watermark(2000));
        assertThat(harness.getOutput()).hasSize(2);
        assertThat(harness.getOutput().toArray()[0]).isInstanceOf(StreamRecord.class);
        assertThat(harness.getOutput().toArray()[1]).isEqualTo(new Watermark(2000));
    }

    @Test
    void endsWithWhatItHolds() throws Exception {
        push(0, 10);
        harness.endInput();
        assertThat(batches()).containsExactly(List.of(0L));
    }

    @Test
    void closesTheWindowsOfAJobThatIsDrainedWhileItsCamerasAreIdle() throws Exception {
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.endInput();
        assertThat(harness.getOutput())
                .containsExactly(
                        WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
    }
}
