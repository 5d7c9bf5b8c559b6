package io.countenance.vision.track;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of costs is the least possible, where leaving a row or
 * column alone is allowed. The Hungarian method by shortest augmenting paths (Jonker and Volgenant
 * 1987), O(rows² · columns). Of equal solutions, the same input always gets the same one. Keeps
 * nothing; threads may share it.
 */
public final class Assignment {

    /** Stands for "no partner". */
    public static final int NONE = -1;

    private Assignment() {}

    /**
     * Finds the cheapest pairs.
     *
     * @param cost {@code [rows][columns]}; not NaN
     * @param columns number of columns (there may be no row to tell)
     * @param limit what a row without partner costs; no pair that costs this much or more comes out
     * @return for each row its column, or {@link #NONE}
     */
    public static int[] solve(double[][] cost, int columns, double limit) {
        int rows = cost.length;
        if (rows <= columns) {
            return assignRows(cost, rows, columns, limit, false);
        }
        int[] rowOfColumn = assignRows(cost, columns, rows, limit, true);
        int[] columnOfRow = new int[rows];
        Arrays.fill(columnOfRow, NONE);
        for (int column = 0; column < columns; column++) {
            if (rowOfColumn[column] != NONE) {
                columnOfRow[rowOfColumn[column]] = column;
            }
        }
        return columnOfRow;
    }

    /**
     * For {@code rows <= columns}. Costs are cut at the limit: a pair at the limit is as good as
     * none.
     */
    private static int[] assignRows(
            double[][] cost, int rows, int columns, double limit, boolean transposed) {
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        int[] rowOf = new int[columns + 1]; // counted from 1; 0: free. Column 0 holds the row being
        // placed.
        int[] previous = new int[columns + 1];
        double[] shortest = new double[columns + 1];
        boolean[] settled = new boolean[columns + 1];
        for (int row = 1; row <= rows; row++) {
            rowOf[0] = row;
            Arrays.fill(shortest, Double.POSITIVE_INFINITY);
            Arrays.fill(settled, false);
            int column = 0;
            do {
                settled[column] = true;
                int from = rowOf[column];
                double least = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int to = 1; to <= columns; to++) {
                    if (settled[to]) {
                        continue;
                    }
                    double pair = transposed ? cost[to - 1][from - 1] : cost[from - 1][to - 1];
                    double reduced =
                            Math.min(pair, limit) - rowPotential[from] - columnPotential[to];
                    if (reduced < shortest[to]) {
                        shortest[to] = reduced;
                        previous[to] = column;
                    }
                    if (shortest[to] < least) {
                        least = shortest[to];
                        next = to;
                    }
                }
                for (int to = 0; to <= columns; to++) {
                    if (settled[to]) {
                        rowPotential[rowOf[to]] += least;
                        columnPotential[to] -= least;
                    } else {
                        shortest[to] -= least;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[previous[column]];
                column = previous[column];
            }
        }
        int[] columnOfRow = new int[rows];
        Arrays.fill(columnOfRow, NONE);
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] != 0) {
                int row = rowOf[column] - 1;
                double pair = transposed ? cost[column - 1][row] : cost[row][column - 1];
                columnOfRow[row] = pair < limit ? column - 1 : NONE;
            }
        }
        return columnOfRow;
    }
}
