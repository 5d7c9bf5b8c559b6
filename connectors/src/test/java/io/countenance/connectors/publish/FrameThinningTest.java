package io.countenance.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameThinningTest {

    @Test
    void keepsAllWithoutALimit() {
        assertThat(kept(0, LongStream.of(0, 1, 2, 2, 3))).containsExactly(0, 1, 2, 2, 3);
    }

    @Test
    void keepsTheRateOnAverage() {
        // 30 frames a second thinned to 12: every other or third frame, 120 in ten seconds.
        assertThat(kept(12, LongStream.range(0, 300).map(i -> Math.round(i * 1000 / 30.0))))
                .hasSize(120);
    }

    @Test
    void framesBehindAGapDoNotComeAllAtOnce() {
        assertThat(kept(10, LongStream.concat(LongStream.of(0), LongStream.range(5000, 5010))))
                .containsExactly(0, 5000);
    }

    private static long[] kept(double framesPerSecond, LongStream times) {
        FrameThinning thinning = new FrameThinning(framesPerSecond);
        return times.filter(thinning::keeps).toArray();
    }
}
