package io.countenance.job.order;

import static io.countenance.job.frame.TestFrames.numbered;
import static io.countenance.job.frame.TestFrames.unnumbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.state.SnapshotContents;
import io.countenance.schemas.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in ms; frames come every 100 ms, and wait for those up to 300 ms younger. */
class OrderFramesTest {

    private static final long END = Long.MAX_VALUE;
    private static final long HOUR = 3_600_000;
    private static final long START = 1_767_225_600_000L;

    private final List<String> events = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();

    private static KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, OrderedFrame> harness(
            Duration allowedLateness) throws Exception {
        return harness(allowedLateness, Duration.ofSeconds(5));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, OrderedFrame> harness(
            Duration allowedLateness, Duration idleTimeout) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new OrderFrames(
                                new CameraTimeOptions(
                                        Duration.ofMillis(300),
                                        allowedLateness,
                                        Duration.ofMinutes(1),
                                        3,
                                        idleTimeout,
                                        Duration.ofDays(1)),
                                10)),
                FrameFaces::cameraId,
                Types.STRING);
    }

    private void run(Duration allowedLateness, Object... input) throws Exception {
        try (var harness = harness(allowedLateness)) {
            harness.open();
            feed(harness, input);
            read(harness);
        }
    }

    /** Frames are processed, numbers are watermarks. */
    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, OrderedFrame> harness,
            Object... input)
            throws Exception {
        for (Object next : all(input)) {
            if (next instanceof FrameFaces frame) {
                harness.processElement(frame, frame.captureTime());
            } else {
                harness.processWatermark((Long) next);
            }
        }
    }

    private void read(
            KeyedOneInputStreamOperatorTestHarness<String, FrameFaces, OrderedFrame> harness) {
        for (OrderedFrame ordered : harness.extractOutputValues()) {
            events.add(text(ordered));
        }
        Queue<StreamRecord<DeadLetter>> dead = harness.getSideOutput(DeadLetters.TAG);
        if (dead != null) {
            dead.forEach(
                    letter ->
                            letters.add(
                                    "%s %s%d"
                                            .formatted(
                                                    letter.getValue().getReason(),
                                                    letter.getValue().getCameraId(),
                                                    letter.getValue().getSequenceNumber())));
        }
    }

    private static String text(OrderedFrame ordered) {
        String event = ordered.event().name().toLowerCase();
        return switch (ordered.event()) {
            case FRAME -> ordered.cameraId() + ordered.frame().sequenceNumber();
            case LATE_FRAME -> "late " + ordered.cameraId() + ordered.frame().sequenceNumber();
            default -> event + " " + ordered.cameraId();
        };
    }

    private static FrameFaces frame(String camera, int number) {
        return numbered(camera, number, START + number * 100L);
    }

    private static Object[] frames(String camera, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> frame(camera, number)).toArray();
    }

    private static Object[] all(Object... parts) {
        List<Object> flat = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Object[] several) {
                Collections.addAll(flat, several);
            } else {
                flat.add(part);
            }
        }
        return flat.toArray();
    }

    private static List<String> names(String camera, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> camera + number).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledArrivalWithinTheOutOfOrdernessChangesNothing(long seed) throws Exception {
        List<Object> shuffled = new ArrayList<>(List.of(frames("a", 0, 60)));
        Random random = new Random(seed);
        for (int first = 0; first + 3 <= 60; first += 3) {
            Collections.shuffle(shuffled.subList(first, first + 3), random);
        }
        run(Duration.ZERO, all(shuffled.toArray(), END));
        assertThat(events.subList(0, 60)).isEqualTo(names("a", 0, 60));
        assertThat(letters).isEmpty();
    }

    @Test
    void aFrameIsLateByItsOwnCamerasTimeAlone() throws Exception {
        run(
                Duration.ZERO,
                all(frame("b", 900), frames("a", 0, 3), frame("a", 4)),
                START + 5000L,
                frame("a", 3),
                frame("a", 5),
                frame("a", 0),
                frame("a", 1));
        assertThat(events).containsExactly("a0", "a1");
        assertThat(letters).containsExactly("duplicate-frame a0", "duplicate-frame a1");
    }

    @Test
    void refusesLateFramesAndSaysByHowMuch() throws Exception {
        try (var harness = harness(Duration.ofMillis(400))) {
            harness.open();
            feed(harness, frame("a", 0), frame("a", 20), frame("a", 13), frame("a", 12));
            read(harness);
            assertThat(events).containsExactly("a0", "late a13");
            DeadLetter letter = harness.getSideOutput(DeadLetters.TAG).peek().getValue();
            assertThat(letter.getStage()).isEqualTo("order");
            assertThat(letter.getReason()).isEqualTo("late-frame");
            assertThat(letter.getSequenceNumber()).isEqualTo(12);
            assertThat(letter.getMessage())
                    .isEqualTo(
                            "Capture time 1767225601200 ms is 499 ms behind its camera's time; 400 ms are"
                                    + " allowed (windows.allowed-lateness).");
        }
    }

    @Test
    void countsAFrameOnceHoweverOftenItComes() throws Exception {
        run(
                Duration.ofSeconds(10),
                all(
                        frames("a", 0, 3),
                        frame("a", 2),
                        frames("a", 0, 20),
                        numbered("a", 100, START + 1500),
                        frame("a", 7),
                        END));
        assertThat(events)
                .filteredOn(event -> event.matches("(late )?a\\d+"))
                .doesNotHaveDuplicates()
                .hasSize(21)
                .contains("late a100");
        assertThat(letters)
                .containsExactly(
                        "duplicate-frame a2",
                        "duplicate-frame a0",
                        "duplicate-frame a1",
                        "duplicate-frame a2",
                        "duplicate-frame a7");
    }

    @Test
    void tellsPicturesWithoutNumbersApartByTheirContent() throws Exception {
        run(
                Duration.ZERO,
                unnumbered("a", 10, 555, START),
                unnumbered("a", 11, 555, START),
                unnumbered("a", 12, 777, START),
                unnumbered("a", 13, 555, START + 1000),
                END);
        assertThat(events).containsExactly("a10", "a12", "a13", "forgotten a");
        assertThat(letters).containsExactly("duplicate-frame a11");
    }

    @Test
    void aRepeatedRecordingIsNoClockThatWasSetBack() throws Exception {
        run(Duration.ZERO, all(frames("a", 0, 1000), frames("a", 0, 1000), END));
        assertThat(events).hasSize(1001).doesNotHaveDuplicates().endsWith("a999", "forgotten a");
        assertThat(letters).hasSize(1000);
        assertThat(letters.subList(0, 300)).allMatch(letter -> letter.startsWith("late-frame"));
        assertThat(letters.subList(450, 1000))
                .allMatch(letter -> letter.startsWith("duplicate-frame"));
    }

    @Test
    void aFrameFarInTheFutureIsRefusedAndMovesNothing() throws Exception {
        run(
                Duration.ZERO,
                all(
                        frames("a", 0, 10),
                        numbered("a", 10, START + HOUR),
                        numbered("a", 11, START + HOUR + 100),
                        frames("a", 12, 20),
                        END));
        assertThat(events).hasSize(19).endsWith("a19", "forgotten a").doesNotContain("a10", "a11");
        assertThat(letters)
                .containsExactly("timestamp-out-of-range a10", "timestamp-out-of-range a11");
    }

    @Test
    void aWrongClockDoesNotTouchAnotherCamera() throws Exception {
        run(Duration.ZERO, all(frames("b", 0, 30), END));
        List<String> alone = List.copyOf(events);
        events.clear();
        List<Object> mixed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            mixed.add(numbered("a", i, START + 24 * HOUR + i * 100L));
            mixed.add(numbered("c", i, START - 24 * HOUR + i * 100L));
            mixed.add(frame("b", i));
        }
        mixed.add(END);
        run(Duration.ZERO, mixed.toArray());
        assertThat(events.stream().filter(event -> event.contains("b"))).isEqualTo(alone);
        assertThat(events).containsAll(names("a", 0, 30)).containsAll(names("c", 0, 30));
        assertThat(letters).isEmpty();
    }

    @Test
    void believesAJumpThatGoesOnAndLosesNoneOfItsFrames() throws Exception {
        List<Object> ahead = new ArrayList<>(List.of(frames("a", 0, 5)));
        for (int i = 5; i < 10; i++) {
            ahead.add(numbered("a", i, START + HOUR + i * 100L));
        }
        ahead.add(END);
        run(Duration.ZERO, ahead.toArray());
        assertThat(events).isEqualTo(concat(names("a", 0, 10), "forgotten a"));
        assertThat(letters).isEmpty();
    }

    @Test
    void beginsAnewWhenAClockWasSetBack() throws Exception {
        List<Object> back = new ArrayList<>(List.of(frames("a", 0, 5)));
        for (int i = 5; i < 10; i++) {
            back.add(numbered("a", i, START - HOUR + i * 100L));
        }
        back.add(END);
        run(Duration.ZERO, back.toArray());
        List<String> expected = concat(names("a", 0, 5), "set_back a");
        expected.addAll(names("a", 5, 10));
        assertThat(events).isEqualTo(concat(expected, "forgotten a"));
        assertThat(letters).isEmpty();
    }

    @Test
    void whatIsHeldBackKeepsNoEmbedding() throws Exception {
        float look = 0.6180339f;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            feed(harness, embedded(frame("a", 0), look));
            assertThat(SnapshotContents.hold(harness.snapshot(1, 1), look))
                    .as("it is found in a frame that waits")
                    .isTrue();
            // Hands on what waits; the stray stays until the camera goes on or is forgotten.
            feed(
                    harness,
                    embedded(numbered("a", 1, START + HOUR), look),
                    START + 6000L,
                    embedded(numbered("a", 2, START + HOUR + 100), look));
            assertThat(SnapshotContents.hold(harness.snapshot(2, 2), look)).isFalse();

            feed(harness, embedded(numbered("a", 3, START + HOUR + 200), look), END);
            read(harness);
            assertThat(events).containsExactly("a0", "silent a", "a1", "a2", "a3", "forgotten a");
            assertThat(harness.extractOutputValues())
                    .filteredOn(ordered -> ordered.event() == CameraEvent.FRAME)
                    .extracting(ordered -> ordered.frame().faces().get(1).embedding() != null)
                    .containsExactly(true, false, false, true);
        }
    }

    private static FrameFaces embedded(FrameFaces frame, float look) {
        return frame.classified(
                frame.faces().stream().map(face -> face.withEmbedding(new float[] {look})).toList(),
                frame.labels(),
                frame.modelId());
    }

    @Test
    void straysThatDoNotGoOnFromEachOtherAreNotBelieved() throws Exception {
        run(
                Duration.ZERO,
                frame("a", 0),
                numbered("a", 1, START + HOUR),
                numbered("a", 2, START + 2 * HOUR),
                numbered("a", 3, START - 2 * HOUR),
                numbered("a", 4, START + 3 * HOUR),
                numbered("a", 4, START + 3 * HOUR),
                numbered("a", 4, START + 3 * HOUR),
                END);
        assertThat(events).containsExactly("a0", "forgotten a");
        assertThat(letters)
                .containsExactly(
                        "timestamp-out-of-range a1",
                        "timestamp-out-of-range a2",
                        "late-frame a3",
                        "duplicate-frame a4",
                        "duplicate-frame a4",
                        "timestamp-out-of-range a4");
    }

    @Test
    void aCameraThatStartsLaterWithOlderTimesIsInTime() throws Exception {
        run(
                Duration.ZERO,
                all(
                        frames("a", 1000, 1010),
                        START + 100_000L,
                        frames("b", 0, 20),
                        START + 104_000L,
                        frames("b", 20, 30),
                        END));
        assertThat(events).containsAll(names("b", 0, 30)).doesNotContain("silent b");
        assertThat(letters).isEmpty();
    }

    @Test
    void aSilentCameraGoesOnWhereItWas() throws Exception {
        run(
                Duration.ZERO,
                all(
                        frames("a", 0, 5),
                        START + 5399L,
                        START + 5400L,
                        frames("a", 5, 8),
                        START + 5401L,
                        START + 10_500L,
                        START + 10_700L,
                        START + 100_000L));
        assertThat(events)
                .containsExactly(
                        "a0", "a1", "a2", "a3", "a4", "silent a", "a5", "a6", "a7", "silent a");
        assertThat(letters).isEmpty();
    }

    /** Whether it was called silent meanwhile must not decide whether a frame counts. */
    @Test
    void aFrameOutOfOrderAfterSilenceIsNotLost() throws Exception {
        run(
                Duration.ZERO,
                frame("a", 0),
                frame("a", 1),
                frame("a", 2),
                frame("a", 4),
                START + 5400L,
                frame("a", 3),
                frame("a", 3),
                frame("a", 0));
        assertThat(events).containsExactly("a0", "a1", "a2", "a4", "silent a", "late a3");
        assertThat(letters).containsExactly("duplicate-frame a3", "duplicate-frame a0");
    }

    @Test
    void aCameraSlowerThanTheJumpIsBelieved() throws Exception {
        run(
                Duration.ZERO,
                IntStream.range(0, 7)
                        .mapToObj(number -> numbered("a", number, START + 2 * HOUR * number))
                        .toArray());
        assertThat(events).containsExactly("a0", "a1", "a2", "a3", "a4", "a5");
        assertThat(letters).isEmpty();
    }

    @Test
    void aClockThatWasSetBackIsWatchedFromThere() throws Exception {
        run(
                Duration.ZERO,
                numbered("a", 0, START + 1000 * HOUR),
                frame("a", 1),
                frame("a", 2),
                frame("a", 3),
                START + 5400L);
        assertThat(events).containsExactly("a0", "set_back a", "a1", "a2", "a3", "silent a");
        assertThat(letters).isEmpty();
    }

    /** Its clock and its count both began anew: it is dark, but not for ever. */
    @Test
    void aRestartedCameraWhoseClockWasAheadIsForgottenAndBeginsAnew() throws Exception {
        run(
                Duration.ZERO,
                numbered("a", 100, START + 10 * HOUR),
                frame("a", 0),
                START + 10 * HOUR + 5000,
                frame("a", 1),
                START + 35 * HOUR,
                frame("a", 2),
                frame("a", 3),
                END);
        assertThat(events)
                .containsExactly("a100", "silent a", "forgotten a", "a2", "a3", "forgotten a");
        assertThat(letters).containsExactly("late-frame a0", "late-frame a1");
    }

    @Test
    void nothingIsLeftOfACameraThatWasSilentForLong() throws Exception {
        try (var harness = harness(Duration.ofSeconds(5))) {
            harness.open();
            feed(harness, frames("a", 0, 50));
            feed(harness, numbered("a", 50, START + HOUR), START + HOUR);
            assertThat(harness.numKeyedStateEntries()).isPositive();
            feed(harness, START + 25 * HOUR);
            read(harness);
            assertThat(events).endsWith("a49", "silent a", "forgotten a");
            assertThat(letters).containsExactly("timestamp-out-of-range a50");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void nobodyIsSilentWhereTheInputEnds() throws Exception {
        try (var harness = harness(Duration.ZERO, null)) {
            harness.open();
            feed(harness, all(frames("a", 0, 5), START + 48 * HOUR, frames("a", 5, 8), END));
            read(harness);
            assertThat(events).isEqualTo(concat(names("a", 0, 8), "forgotten a"));
        }
    }

    @Test
    void aWatermarkThatLeapsForgetsNobody() throws Exception {
        run(
                Duration.ZERO,
                all(frames("a", 0, 5), START + 48 * HOUR, frames("a", 5, 8), START + 49 * HOUR));
        assertThat(events)
                .isEqualTo(concat(names("a", 0, 5), "silent a", "a5", "a6", "a7", "silent a"));
    }

    @Test
    void aGapLongerThanTheTtlForgetsWithoutAWatermark() throws Exception {
        List<Object> input = new ArrayList<>(List.of(frames("a", 0, 5)));
        for (int i = 5; i < 8; i++) {
            input.add(numbered("a", i, START + 25 * HOUR + i * 100L));
        }
        input.add(END);
        run(Duration.ZERO, input.toArray());
        List<String> expected = concat(names("a", 0, 5), "forgotten a");
        expected.addAll(names("a", 5, 8));
        assertThat(events).isEqualTo(concat(expected, "forgotten a"));
    }

    @Test
    void stateOfTakenFramesDoesNotGrow() throws Exception {
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            feed(harness, frames("a", 0, 1500));
            long afterTwoMinutes = harness.snapshot(1, 1).getStateSize();
            feed(harness, frames("a", 1500, 6000));
            assertThat(harness.snapshot(2, 2).getStateSize()).isLessThan(3 * afterTwoMinutes / 2);
        }
    }

    /** Whatever comes, every frame has one fate; a restore anywhere changes nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void accountsForEveryFrameAndContinuesAfterARestore(long seed) throws Exception {
        Random random = new Random(seed);
        List<Object> input = new ArrayList<>();
        long[] clock = {START, START + HOUR, START - HOUR};
        for (int i = 0; i < 600; i++) {
            int camera = random.nextInt(clock.length);
            clock[camera] += 50 + random.nextInt(100);
            if (random.nextInt(60) == 0) {
                clock[camera] += (random.nextBoolean() ? 1 : -1) * random.nextLong(2 * HOUR);
            }
            if (random.nextInt(20) == 0 && !input.isEmpty()) {
                input.add(input.get(random.nextInt(input.size())));
            } else {
                long stray = random.nextInt(25) == 0 ? random.nextLong(HOUR) - HOUR / 2 : 0;
                long delay = random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(400);
                long time = clock[camera] + stray - delay;
                input.add(numbered("abc".substring(camera, camera + 1), i, time));
            }
        }
        run(Duration.ofSeconds(2), all(input.toArray(), END));
        List<String> undisturbed = List.copyOf(events);
        List<String> refused = List.copyOf(letters);
        long taken = events.stream().filter(event -> event.matches("(late )?[abc]\\d+")).count();
        assertThat(taken + letters.size()).isEqualTo(600);
        assertThat(events).anyMatch(event -> event.startsWith("late "));
        assertThat(letters).anyMatch(letter -> letter.startsWith("duplicate-frame"));

        events.clear();
        letters.clear();
        int cut = 1 + random.nextInt(598);
        OperatorSubtaskState snapshot;
        try (var harness = harness(Duration.ofSeconds(2))) {
            harness.open();
            feed(harness, input.subList(0, cut).toArray());
            snapshot = harness.snapshot(1, 1);
            read(harness);
        }
        try (var harness = harness(Duration.ofSeconds(2))) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, all(input.subList(cut, 600).toArray(), END));
            read(harness);
        }
        // At the end of input the cameras end in no certain order.
        assertThat(byCamera(events)).isEqualTo(byCamera(undisturbed));
        assertThat(byCamera(letters)).isEqualTo(byCamera(refused));
    }

    private static List<String> byCamera(List<String> texts) {
        return texts.stream()
                .sorted(
                        java.util.Comparator.comparing(
                                text -> text.substring(text.lastIndexOf(' ') + 1).substring(0, 1)))
                .toList();
    }

    private static List<String> concat(List<String> texts, String... last) {
        List<String> all = new ArrayList<>(texts);
        Collections.addAll(all, last);
        return all;
    }
}
