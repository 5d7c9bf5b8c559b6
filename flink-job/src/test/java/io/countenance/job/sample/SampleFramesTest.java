package io.countenance.job.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SampleFramesTest {

    private static OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness()
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new SampleFrames(5)));
    }

    private static IngestedFrame frame(String camera, long captureTime) {
        return new IngestedFrame(
                camera,
                captureTime,
                captureTime,
                0,
                0,
                new byte[] {1},
                "t",
                0,
                captureTime,
                null,
                null);
    }

    private static List<Long> read(
            OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness) {
        return harness.extractOutputValues().stream().map(IngestedFrame::captureTime).toList();
    }

    @Test
    void readsTheFirstFrameOfEachSlotOfEachCamera() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (long time = 0; time < 1000; time += 40) {
                harness.processElement(frame("a", time), time);
                harness.processElement(frame("b", time + 20), time + 20);
            }
            assertThat(read(harness))
                    .containsExactly(0L, 20L, 200L, 220L, 400L, 420L, 600L, 620L, 800L, 820L);
            assertThat(harness.getSideOutput(SampleFrames.SAMPLED_OUT))
                    .hasSize(40)
                    .extracting(StreamRecord::getValue)
                    .extracting(FrameResult::getOutcome)
                    .containsOnly(FrameOutcome.SAMPLED_OUT);
        }
    }

    @Test
    void letsRefusedRecordsThrough() throws Exception {
        try (var harness = harness()) {
            harness.open();
            IngestedFrame refused =
                    new IngestedFrame(
                            "", -1, 0, 0, 0, new byte[0], "t", 0, 1, "empty-value", "No value.");
            harness.processElement(refused, 0);
            harness.processElement(refused, 0);
            assertThat(harness.extractOutputValues())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(refused, refused);
        }
    }

    @Test
    void choosesTheSameAfterARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            harness.processElement(frame("a", 1000), 1000);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            harness.processElement(frame("a", 1100), 1100);
            harness.processElement(frame("a", 1200), 1200);
            assertThat(read(harness)).containsExactly(1200L);
        }
    }

    @Test
    void startsAnewWhenAClockIsSetBack() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (long time : new long[] {10_000, 60_000, 10_200, 10_300, 10_400}) {
                harness.processElement(frame("a", time), time);
            }
            assertThat(read(harness)).containsExactly(10_000L, 60_000L, 10_200L, 10_400L);
        }
    }
}
