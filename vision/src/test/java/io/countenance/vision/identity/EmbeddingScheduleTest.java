package io.countenance.vision.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingScheduleTest {

    private static final long START = 1_767_225_600_000L;

    private final EmbeddingSchedule schedule = new EmbeddingSchedule(Duration.ofMillis(500));

    @Test
    void atTenFramesASecondThereIsOneInEachHalfSecond() {
        for (long slot = START; slot < START + 60_000; slot += 500) {
            long from = slot;
            assertThat(
                            LongStream.range(0, 5)
                                    .filter(i -> schedule.isDue("hall", from + 100 * i + 37))
                                    .count())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"40", "100", "200", "333", "500", "1000", "2500"})
    void aTenthOfASecondOfEachIntervalIsDueWhateverTheFrameRate(long between) {
        long due =
                LongStream.range(0, 5000)
                        .filter(i -> schedule.isDue("hall", START + between * i))
                        .count();

        assertThat(due / 5000.0).isBetween(0.15, 0.25);
    }

    @Test
    void longerIntervalsCostLess() {
        EmbeddingSchedule seldom = new EmbeddingSchedule(Duration.ofSeconds(5));
        EmbeddingSchedule always = new EmbeddingSchedule(Duration.ofMillis(100));

        assertThat(LongStream.range(0, 5000).filter(i -> seldom.isDue("a", 100 * i)).count())
                .isEqualTo(100);
        assertThat(LongStream.range(0, 5000).filter(i -> always.isDue("a", 37 * i)).count())
                .isEqualTo(5000);
    }

    @Test
    void camerasAreNotDueTogether() {
        long together =
                LongStream.range(0, 5000)
                        .map(i -> START + 100 * i)
                        .filter(t -> schedule.isDue("hall", t) && schedule.isDue("door", t))
                        .count();

        assertThat(together / 5000.0).isEqualTo(0.04, within(0.02));
    }

    @Test
    void tooShortAnIntervalIsRefused() {
        assertThatThrownBy(() -> new EmbeddingSchedule(Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at least 100 ms");
    }
}
