package io.countenance.dashboard.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameMatchingTest {

    private static final byte[] IMAGE = new byte[10];

    private final FrameMatching matching = new FrameMatching(4, 30);

    private static FrameKey key(long number) {
        return new FrameKey("hall", number, 1_000 + number);
    }

    static FaceExpression face(long number, float x, float y, float size) {
        return FaceExpression.newBuilder()
                .setCameraId("hall")
                .setSequenceNumber(number)
                .setCaptureTime(Instant.ofEpochMilli(1_000 + number))
                .setPersonId(3)
                .setFrameWidth(640)
                .setFrameHeight(480)
                .setBox(new BoundingBox(x, y, size, size))
                .setDetectionScore(0.9f)
                .setQuality(new FaceQuality(0.8f, 50f, size, null, null))
                .setDominant("neutral")
                .setDistribution(Map.of("neutral", 1f))
                .setModelId("m@1")
                .build();
    }

    @Test
    void aFrameComesOutWithAllItsFacesInWhateverOrderTheyCome() {
        assertThat(matching.result(key(1), 2)).isEmpty();
        assertThat(matching.face(key(1), face(1, 0, 0, 9))).isEmpty();
        assertThat(matching.image(key(1), IMAGE)).isEmpty();
        assertThat(matching.face(key(1), face(1, 50, 0, 9)))
                .hasValueSatisfying(frame -> assertThat(frame.faces()).hasSize(2));
        assertThat(matching.image(key(2), IMAGE)).isEmpty();
        assertThat(matching.result(key(2), 0))
                .hasValueSatisfying(frame -> assertThat(frame.faces()).isEmpty());
    }

    @Test
    void aFrameWithoutAResultNeverComesOut() {
        assertThat(matching.image(key(1), IMAGE)).isEmpty();
        assertThat(matching.face(key(1), face(1, 0, 0, 9))).isEmpty();
    }

    @Test
    void aFaceThatWasWrittenTwiceIsNotTakenForTwo() {
        matching.image(key(1), IMAGE);
        matching.result(key(1), 2);
        assertThat(matching.face(key(1), face(1, 0, 0, 9))).isEmpty();
        assertThat(matching.face(key(1), face(1, 0, 0, 9))).as("the same again").isEmpty();
        assertThat(matching.face(key(1), face(1, 50, 0, 9))).isPresent();
    }

    @Test
    void whatCameBeforeAWholeFrameIsForgotten() {
        for (long number = 1; number <= 3; number++) {
            matching.image(key(number), IMAGE);
        }
        assertThat(matching.result(key(2), 0)).isPresent();
        assertThat(matching.bytes()).isEqualTo(IMAGE.length);
        assertThat(matching.result(key(1), 0)).as("an earlier one").isEmpty();
        assertThat(matching.result(key(3), 0)).isPresent();
        assertThat(matching.bytes()).isZero();
    }

    @Test
    void aCameraWhoseClockJumpsBackGoesOn() {
        matching.image(key(1_000), IMAGE);
        matching.image(key(1), IMAGE);
        assertThat(matching.result(key(1_000), 0)).isPresent();
        matching.image(key(2), IMAGE);
        assertThat(matching.result(key(2), 0)).isPresent();
        assertThat(matching.bytes()).isZero();
    }

    @Test
    void aFrameThatNothingIsReadInTakesNoRoom() {
        matching.image(key(1), IMAGE);
        matching.forget(key(1));
        matching.forget(key(2));
        assertThat(matching.bytes()).isZero();
    }

    @Test
    void whereThereIsNoRoomForAllTheOldestAndSomeOfTheOthersStay() {
        for (long number = 1; number <= 100; number++) {
            matching.image(key(number), IMAGE);
            assertThat(matching.bytes()).isBetween(10L, 30L);
        }
        List<Long> shown = new ArrayList<>();
        for (long number = 1; number <= 100; number++) {
            if (matching.result(key(number), 0).isPresent()) {
                shown.add(number);
            }
        }
        assertThat(shown).hasSizeBetween(2, 3).startsWith(1L);
    }

    /** Refused frames get no result: late ones, and those whose time is far ahead. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000})
    void aFrameThatWasRefusedDoesNotStayInThePlaceOfOthers(long refused) {
        FrameMatching small = new FrameMatching(1_024, 30);
        small.image(key(refused), IMAGE);
        List<Long> shown = new ArrayList<>();
        long read = 100;
        // Results come when 100 more frames have come, far more than there is room for.
        for (long start = 100; start < 1_000; start += 100) {
            for (long number = start; number < start + 100; number++) {
                small.image(key(number), IMAGE);
            }
            for (; read < start + 90; read++) {
                if (small.result(key(read), 0).isPresent()) {
                    shown.add(read);
                }
            }
        }
        assertThat(shown).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void resultsWithoutFramesAreBoundedToo() {
        for (long number = 1; number <= 1_000; number++) {
            matching.face(key(number), face(number, 0, 0, 9));
        }
        matching.image(key(2_000), IMAGE);
        assertThat(matching.result(key(2_000), 0)).isPresent();
    }

    @Test
    void oneFrameIsKeptHoweverLargeItIs() {
        matching.limitTo(5);
        matching.image(key(1), IMAGE);
        matching.image(key(2), IMAGE);
        assertThat(matching.bytes()).isEqualTo(IMAGE.length);
        assertThat(matching.result(key(1), 0)).isPresent();
    }
}
