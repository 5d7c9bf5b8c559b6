package io.countenance.dashboard.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void theOldestGoWhereThereAreTooManyFramesOrBytes() {
        for (long number = 1; number <= 4; number++) {
            matching.image(key(number), IMAGE);
        }
        assertThat(matching.result(key(1), 0)).as("over 30 bytes").isEmpty();
        assertThat(matching.result(key(4), 0)).isPresent();
        for (long number = 10; number <= 20; number++) {
            matching.result(key(number), 0);
        }
        assertThat(matching.image(key(16), IMAGE)).as("over 4 frames").isEmpty();
        assertThat(matching.image(key(20), IMAGE)).isPresent();
    }
}
