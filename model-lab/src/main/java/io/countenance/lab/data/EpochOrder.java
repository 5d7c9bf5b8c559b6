package io.countenance.lab.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** In which order the faces of a split are shown. */
final class EpochOrder {

    private EpochOrder() {}

    /** All faces in their order. */
    static int[] ordered(int faces) {
        int[] order = new int[faces];
        for (int i = 0; i < faces; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Every face once, shuffled. */
    static int[] natural(int faces, SplittableRandom random) {
        int[] order = ordered(faces);
        shuffle(order, random);
        return order;
    }

    /**
     * As many places as there are faces, expressions in turn within each round in a random order;
     * the faces of an expression in shuffled rounds of their own.
     */
    static int[] balanced(FaceSet faces, SplittableRandom random) {
        List<int[]> pools = pools(faces);
        int[] next = new int[pools.size()];
        int[] turns = ordered(pools.size());
        int[] order = new int[faces.faces().size()];
        for (int i = 0; i < order.length; i++) {
            if (i % turns.length == 0) {
                shuffle(turns, random);
            }
            int turn = turns[i % turns.length];
            int[] pool = pools.get(turn);
            if (next[turn] % pool.length == 0) {
                shuffle(pool, random);
            }
            order[i] = pool[next[turn]++ % pool.length];
        }
        return order;
    }

    private static List<int[]> pools(FaceSet faces) {
        List<List<Integer>> byLabel = new ArrayList<>();
        for (int label = 0; label < faces.labels().size(); label++) {
            byLabel.add(new ArrayList<>());
        }
        for (int i = 0; i < faces.faces().size(); i++) {
            byLabel.get(faces.faces().get(i).expression()).add(i);
        }
        return byLabel.stream()
                .filter(pool -> !pool.isEmpty())
                .map(pool -> pool.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
