package io.countenance.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final int[] SIZES = {1, 2, 4, 8, 16, 32};

    @Test
    void littlePaddingIsCheaperThanManyCalls() {
        BatchPlan plan = new BatchPlan(SIZES, 1);

        assertThat(calls(plan, 31)).containsExactly(32);
        assertThat(calls(plan, 20)).containsExactly(16, 4);
        assertThat(calls(plan, 3)).containsExactly(4);
        assertThat(calls(plan, 1)).containsExactly(1);
        assertThat(calls(plan, 100)).containsExactly(32, 32, 32, 4);
    }

    @Test
    void whereCallsAreDearEverythingGoesTogether() {
        BatchPlan plan = new BatchPlan(SIZES, 32);

        assertThat(calls(plan, 17)).containsExactly(32);
        assertThat(calls(plan, 40)).containsExactly(32, 8);
    }

    @Test
    void sizesThatAreMissingAreMadeUpFor() {
        BatchPlan plan = new BatchPlan(new int[] {8, 32}, 1);

        assertThat(calls(plan, 1)).containsExactly(8);
        assertThat(calls(plan, 20)).containsExactly(8, 8, 8);
    }

    /** Against all ways there are. */
    @Test
    void isNeverDearerThanAnyOtherWay() {
        BatchPlan plan = new BatchPlan(SIZES, 1.5);
        for (int items = 1; items <= 20; items++) {
            double planned = calls(plan, items).stream().mapToDouble(size -> size + 1.5).sum();
            assertThat(planned).isEqualTo(cheapest(items));
        }
    }

    private static double cheapest(int items) {
        double best = items <= 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int size : items <= 0 ? new int[0] : SIZES) {
            if (size <= items || size < 2 * items) {
                best = Math.min(best, size + 1.5 + cheapest(items - size));
            }
        }
        return best;
    }

    private static List<Integer> calls(BatchPlan plan, int items) {
        List<Integer> calls = new ArrayList<>();
        for (int left = items; left > 0; left -= calls.get(calls.size() - 1)) {
            calls.add(plan.nextSize(left));
        }
        return calls;
    }
}
