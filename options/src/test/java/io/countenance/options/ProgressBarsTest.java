package io.countenance.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void aLogGetsPlainLines() {
        try (ProgressBar bar =
                ProgressBars.builder("epoch 1", 200, false, lines::add)
                        .setUnit(" images", 1)
                        .showSpeed()
                        .build()) {
            for (int step = 0; step < 50; step++) {
                bar.step();
                bar.setExtraMessage(" loss 1.234");
            }
        }
        assertThat(lines)
                .hasSizeBetween(1, 3)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches("[ -~]+")
                                        .startsWith("epoch 1 ")
                                        .hasSizeLessThanOrEqualTo(140));
        assertThat(lines.get(lines.size() - 1)).contains(" 25% [", "50/200 images", "loss 1.234");
    }

    @Test
    void aBarThatNobodySeesWritesNothing() {
        try (ProgressBar bar =
                ProgressBars.builder("x", 2, false, lines::add)
                        .setConsumer(ProgressBars.nowhere())
                        .build()) {
            bar.step();
        }
        assertThat(lines).isEmpty();
    }
}
