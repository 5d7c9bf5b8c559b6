package io.countenance.job.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SampleFramesTest {

    private static final long HOUR = 3_600_000;
    private static final int MAX_PARALLELISM = 128;

    private static OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness()
            throws Exception {
        return harness(5, false);
    }

    private static OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness(
            double maxFramesPerSecond, boolean adaptive) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(operator(maxFramesPerSecond, adaptive));
    }

    private static ProcessOperator<IngestedFrame, IngestedFrame> operator(
            double maxFramesPerSecond, boolean adaptive) {
        return new ProcessOperator<>(
                new SampleFrames(
                        new SampleOptions(
                                maxFramesPerSecond,
                                adaptive,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(4),
                                Duration.ofHours(1)),
                        10));
    }

    private static IngestedFrame frame(String camera, long captureTime) {
        return frame(camera, captureTime, captureTime);
    }

    private static IngestedFrame frame(String camera, long captureTime, long recordTime) {
        return new IngestedFrame(
                camera,
                captureTime,
                IngestedFrame.NO_HASH,
                captureTime,
                recordTime,
                0,
                0,
                new byte[] {1},
                "t",
                0,
                captureTime,
                null,
                null,
                Sampling.NONE);
    }

    private static List<Long> read(
            OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness) {
        return harness.extractOutputValues().stream().map(IngestedFrame::captureTime).toList();
    }

    /** A second of video at 8 frames/s, read {@code lag} ms after it was published. */
    private static List<Sampling> second(
            OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> harness,
            long second,
            long lag)
            throws Exception {
        int before = harness.extractOutputValues().size();
        for (long time = second * 1000; time < second * 1000 + 1000; time += 125) {
            harness.setProcessingTime(HOUR + time);
            harness.processElement(frame("a", time, HOUR + time - lag), time);
        }
        List<IngestedFrame> all = harness.extractOutputValues();
        return all.subList(before, all.size()).stream().map(IngestedFrame::sampling).toList();
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
            assertThat(harness.extractOutputValues())
                    .extracting(IngestedFrame::sampling)
                    .startsWith(new Sampling(5, 0), new Sampling(5, 0))
                    .endsWith(new Sampling(5, 4), new Sampling(5, 4));
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
                            "",
                            -1,
                            IngestedFrame.NO_HASH,
                            0,
                            0,
                            0,
                            0,
                            new byte[0],
                            "t",
                            0,
                            1,
                            "empty-value",
                            "No value.",
                            Sampling.NONE);
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
            harness.processElement(frame("a", 1050), 1050);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            harness.processElement(frame("a", 1100), 1100);
            harness.processElement(frame("a", 1200), 1200);
            assertThat(read(harness)).containsExactly(1200L);
            assertThat(harness.extractOutputValues().get(0).sampling())
                    .isEqualTo(new Sampling(5, 2));
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

    @Test
    void forgetsCamerasThatWereSilentForLong() throws Exception {
        OperatorSubtaskState before;
        OperatorSubtaskState after;
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 100; i++) {
                harness.processElement(frame("camera-" + i, i), i);
            }
            before = harness.snapshot(1, 1);
            harness.processWatermark(HOUR + 1000);
            harness.processElement(frame("here", HOUR + 1000), HOUR + 1000);
            after = harness.snapshot(2, 2);
        }
        assertThat(after.getStateSize()).isLessThan(before.getStateSize() / 3);
    }

    @Test
    void halvesTheRateStepByStepWhileTheSourceLagsAndSaysSo() throws Exception {
        try (var harness = harness(8, true)) {
            harness.open();
            for (int second = 0; second < 20; second++) {
                List<Sampling> sampled = second(harness, second, 60_000);
                double limit = second < 4 ? 8 : second < 8 ? 4 : second < 12 ? 2 : 1;
                if (second % 4 > 0) {
                    assertThat(sampled)
                            .as("second %d", second)
                            .containsOnly(new Sampling(limit, (int) (8 / limit) - 1));
                }
            }
            assertThat(second(harness, 20, 60_000)).hasSize(1);
            for (int second = 21; second < 40; second++) {
                assertThat(second(harness, second, 7_000))
                        .as("neither lags nor keeps up")
                        .containsOnly(new Sampling(1, 7));
            }
            for (int second = 40; second < 53; second++) {
                second(harness, second, 1_000);
            }
            assertThat(second(harness, 53, 1_000)).containsOnly(new Sampling(8, 0)).hasSize(8);
        }
    }

    @Test
    void aLagThatComesAndGoesChangesNothing() throws Exception {
        try (var harness = harness(8, true)) {
            harness.open();
            for (int second = 0; second < 30; second++) {
                second(harness, second, second % 3 == 0 ? 1_000 : 60_000);
            }
            assertThat(second(harness, 30, 1_000)).containsOnly(new Sampling(8, 0));
        }
    }

    @Test
    void aStepOutlivesARestore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = harness(8, true)) {
            harness.open();
            for (int second = 0; second < 6; second++) {
                second(harness, second, 60_000);
            }
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(8, true)) {
            harness.initializeState(snapshot);
            harness.open();
            assertThat(second(harness, 6, 60_000)).containsOnly(new Sampling(4, 1)).hasSize(4);
        }
    }

    @Test
    void choosesTheSameWhenRescaled() throws Exception {
        OperatorSubtaskState first;
        OperatorSubtaskState second;
        try (var harness = subtask(0, 2)) {
            harness.open();
            for (int i = 0; i < 6; i++) {
                second(harness, i, 60_000);
            }
            first = harness.snapshot(1, 1);
        }
        try (var harness = subtask(1, 2)) {
            harness.open();
            harness.processElement(frame("b", 5900), 5900);
            harness.processElement(frame("b", 5950), 5950);
            second = harness.snapshot(1, 1);
        }
        OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(first, second);
        OperatorSubtaskState one;
        try (var harness = subtask(0, 1)) {
            harness.initializeState(repartitioned(both, 2, 1, 0));
            harness.open();
            assertThat(second(harness, 6, 60_000))
                    .as("the step of the one that lagged")
                    .containsOnly(new Sampling(4, 1))
                    .hasSize(4);
            one = harness.snapshot(2, 2);
        }
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var harness = subtask(subtask, 2)) {
                harness.initializeState(repartitioned(one, 1, 2, subtask));
                harness.open();
                harness.processElement(frame("b", 5990), 5990);
                harness.processElement(frame("b", 6000), 6000);
                harness.processElement(frame("a", 6990), 6990);
                harness.processElement(frame("a", 7000), 7000);
                assertThat(read(harness)).containsExactly(6000L, 7000L);
                assertThat(harness.extractOutputValues())
                        .extracting(IngestedFrame::sampling)
                        .containsExactly(new Sampling(4, 2), new Sampling(4, 2));
            }
        }
    }

    private static OneInputStreamOperatorTestHarness<IngestedFrame, IngestedFrame> subtask(
            int subtask, int parallelism) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                operator(8, true), MAX_PARALLELISM, parallelism, subtask);
    }

    private static OperatorSubtaskState repartitioned(
            OperatorSubtaskState state, int before, int after, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, after, subtask);
    }

    @Test
    void oneWrongClockIsNoLag() throws Exception {
        try (var harness = harness(8, true)) {
            harness.open();
            for (long time = 0; time < 30_000; time += 125) {
                harness.setProcessingTime(time + 1000 + HOUR);
                harness.processElement(frame("an hour behind", time), time);
                harness.processElement(frame("a", time + HOUR), time + HOUR);
                harness.processElement(frame("b", time + HOUR), time + HOUR);
            }
            assertThat(harness.extractOutputValues())
                    .extracting(frame -> frame.sampling().maxFramesPerSecond())
                    .filteredOn(Objects::nonNull)
                    .containsOnly(8.0);
        }
    }
}
