package io.countenance.demo.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunTallyTest {

    private final RunTally tally = new RunTally();

    @Test
    void framesOfSomebodyElseAreNotOurs() {
        tally.published("hall");
        tally.published("hall");
        tally.frameResult(result("hall", FrameOutcome.CLASSIFIED));
        tally.frameResult(result("hall", FrameOutcome.SAMPLED_OUT));
        tally.frameResult(result("yard", FrameOutcome.CLASSIFIED));

        assertThat(tally.ownTotal()).isEqualTo(new RunTally.Counts(2, 1, 0, 1, 0, 0));
        assertThat(tally.total().accountedFor()).isEqualTo(3);
        assertThat(tally.byCamera()).containsOnlyKeys("hall", "yard");
    }

    private static FrameResult result(String camera, FrameOutcome outcome) {
        return new FrameResult(camera, 0L, Instant.EPOCH, outcome, 0, "model@1");
    }
}
