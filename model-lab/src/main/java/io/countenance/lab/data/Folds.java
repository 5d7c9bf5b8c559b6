package io.countenance.lab.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A split cut into folds of about equal size, each with about the same share of every expression;
 * pictures with the same pixels lie in the same fold.
 */
public final class Folds {

    private final FaceSet faces;
    private final int[] foldOf;

    private Folds(FaceSet faces, int[] foldOf) {
        this.faces = faces;
        this.foldOf = foldOf;
    }

    /**
     * Cuts a split.
     *
     * @param faces of the split
     * @param folds how many, 2 or more
     * @param seed of the draw
     * @throws IOException where a picture can no longer be read
     */
    public static Folds of(FaceSet faces, int folds, long seed) throws IOException {
        Map<ByteBuffer, List<Integer>> copies = new LinkedHashMap<>();
        for (int i = 0; i < faces.faces().size(); i++) {
            byte[] pixels = faces.faces().get(i).picture().read().pixels();
            copies.computeIfAbsent(Digests.sha256(pixels), digest -> new ArrayList<>()).add(i);
        }
        List<List<List<Integer>>> byExpression = new ArrayList<>();
        for (int label = 0; label < faces.labels().size(); label++) {
            byExpression.add(new ArrayList<>());
        }
        for (List<Integer> same : copies.values()) {
            byExpression.get(faces.faces().get(same.get(0)).expression()).add(same);
        }
        int[] foldOf = new int[faces.faces().size()];
        Random random = new Random(seed);
        int next = 0;
        for (List<List<Integer>> groups : byExpression) {
            Collections.shuffle(groups, random);
            for (List<Integer> same : groups) {
                for (int i : same) {
                    foldOf[i] = next % folds;
                }
                next++;
            }
        }
        return new Folds(faces, foldOf);
    }

    /** The fold, counted from 0, of a face of the split. */
    public int foldOf(int face) {
        return foldOf[face];
    }

    /** Tells splits with other pictures or other folds apart: hexadecimal digits. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < foldOf.length; i++) {
            text.append(faces.faces().get(i).name()).append(' ').append(foldOf[i]).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digests.sha256(bytes).array());
    }

    /** The faces of a fold, in the split's order. */
    public FaceSet in(int fold) {
        return select(fold, true);
    }

    /** All other faces. */
    public FaceSet without(int fold) {
        return select(fold, false);
    }

    private FaceSet select(int fold, boolean inside) {
        List<LabelledFace> selected = new ArrayList<>();
        for (int i = 0; i < foldOf.length; i++) {
            if ((foldOf[i] == fold) == inside) {
                selected.add(faces.faces().get(i));
            }
        }
        return new FaceSet(faces.labels(), List.copyOf(selected), List.of());
    }
}
