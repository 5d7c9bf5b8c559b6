package io.countenance.vision.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RoomAccumulatorTest {

    private static final String[] LABELS = {"a", "b"};
    private static final Offset<Double> NEARLY = within(1e-9);

    private final RoomAccumulator room = new RoomAccumulator();

    @Test
    void eachPersonWeighsTheSame() {
        room.add(7, LABELS, 1000, new float[] {1, 0}, 1, "m");
        for (int i = 0; i < 9; i++) {
            room.add(3, LABELS, 2000 + 100 * i, new float[] {0, 1}, 0.5f, "m");
        }

        RoomSummary summary = room.summarise();

        assertThat(summary.persons()).isEqualTo(2);
        assertThat(summary.expressions().distribution().get("a")).isCloseTo(0.5, NEARLY);
        assertThat(summary.expressions().entropy()).isCloseTo(1, NEARLY);
        assertThat(summary.expressions().dominant()).isEqualTo("a");
        assertThat(summary.expressions().observations()).isEqualTo(10);
        assertThat(summary.expressions().meanQuality()).isCloseTo(0.55, NEARLY);
        assertThat(summary.expressions().seenMillis()).isEqualTo(800);
        assertThat(summary.expressions().firstSeen()).isEqualTo(1000);
        assertThat(summary.expressions().lastSeen()).isEqualTo(2800);
    }

    @Test
    void standardErrorIsThatOfTheMeanOfThePersonsMeans() {
        Random random = new Random(2);
        for (int person = 1; person <= 3; person++) {
            for (int i = 0; i < 30; i++) {
                float p = random.nextFloat();
                room.add(person, LABELS, 100 * i, new float[] {p, 1 - p}, 1, "m");
            }
        }

        double sum = 0;
        for (ExpressionAccumulator person : room.people.values()) {
            sum += Math.pow(person.summarise().standardError().get("a"), 2);
        }
        assertThat(room.summarise().expressions().standardError().get("a"))
                .isCloseTo(Math.sqrt(sum) / 3, NEARLY);
    }

    @Test
    void mergesPersonByPerson() {
        RoomAccumulator other = new RoomAccumulator();
        room.add(1, LABELS, 0, new float[] {1, 0}, 1, "m");
        other.add(1, LABELS, 500, new float[] {0, 1}, 1, "m");
        other.add(2, LABELS, 500, new float[] {0, 1}, 1, "n");

        room.merge(other);

        ExpressionSummary summary = room.summarise().expressions();
        assertThat(room.persons()).isEqualTo(2);
        assertThat(summary.distribution().get("b")).isCloseTo(0.75, NEARLY);
        assertThat(summary.transitions()).isEqualTo(1);
        assertThat(summary.modelIds()).containsExactly("m", "n");
        assertThat(other.people.get(1L).observations).isEqualTo(1);
    }

    @Test
    void orderInWhichPersonsCameDoesNotShowInAnyBit() {
        Random random = new Random(4);
        float[][] rows = new float[200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[] {random.nextFloat(), random.nextFloat()};
        }
        RoomAccumulator other = new RoomAccumulator();
        for (int i = 0; i < rows.length; i++) {
            room.add(1L << (i % 40), LABELS, i, rows[i], 0.7f, "m");
        }
        for (int person = 39; person >= 0; person--) {
            for (int i = person; i < rows.length; i += 40) {
                other.add(1L << person, LABELS, i, rows[i], 0.7f, "m");
            }
        }

        assertThat(room.summarise()).isEqualTo(other.summarise());
    }

    @Test
    void emptyRoomHasNoSummary() {
        assertThatThrownBy(room::summarise)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There are no observations to summarise");
    }
}
