package io.countenance.vision.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void takesTheCheapestSumNotTheCheapestPair() {
        assertThat(Assignment.solve(new double[][] {{1, 2}, {2, 10}}, 2, 100))
                .containsExactly(1, 0);
    }

    @Test
    void leavesAloneWhatCostsTheLimit() {
        assertThat(Assignment.solve(new double[][] {{5, 9}, {9, 4}}, 2, 5))
                .containsExactly(Assignment.NONE, 1);
    }

    @Test
    void knowsNothingWhereThereIsNothing() {
        assertThat(Assignment.solve(new double[0][], 3, 1)).isEmpty();
        assertThat(Assignment.solve(new double[2][0], 0, 1))
                .containsExactly(Assignment.NONE, Assignment.NONE);
    }

    @Test
    void equalSolutionsAlwaysComeOutTheSame() {
        double[][] cost = {{1, 1, 1}, {1, 1, 1}};

        assertThat(Assignment.solve(cost, 3, 5)).containsExactly(0, 1);
    }

    @Test
    void isAsGoodAsTryingAll() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            int rows = 1 + random.nextInt(6);
            int columns = 1 + random.nextInt(6);
            double[][] cost = new double[rows][columns];
            for (double[] row : cost) {
                Arrays.setAll(
                        row,
                        c -> random.nextInt(4) == 0 ? random.nextInt(3) : 20 * random.nextDouble());
            }
            double limit = 10;

            int[] solution = Assignment.solve(cost, columns, limit);

            double total = 0;
            boolean[] used = new boolean[columns];
            for (int row = 0; row < rows; row++) {
                if (solution[row] == Assignment.NONE) {
                    total += limit;
                } else {
                    assertThat(used[solution[row]]).isFalse();
                    used[solution[row]] = true;
                    assertThat(cost[row][solution[row]]).isLessThan(limit);
                    total += cost[row][solution[row]];
                }
            }
            assertThat(total).isCloseTo(best(cost, 0, new boolean[columns], limit), within(1e-9));
        }
    }

    private static double best(double[][] cost, int row, boolean[] used, double limit) {
        if (row == cost.length) {
            return 0;
        }
        double best = limit + best(cost, row + 1, used, limit);
        for (int column = 0; column < used.length; column++) {
            if (!used[column]) {
                used[column] = true;
                best = Math.min(best, cost[row][column] + best(cost, row + 1, used, limit));
                used[column] = false;
            }
        }
        return best;
    }
}
