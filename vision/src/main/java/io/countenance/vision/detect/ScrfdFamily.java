package io.countenance.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SCRFD: nine outputs, for strides 8, 16 and 32 scores {@code [n, 1]}, distances from an anchor to
 * the box's four edges {@code [n, 4]} and landmarks {@code [n, 10]}, both in strides. Two anchors a
 * cell, at the cell's top left corner.
 */
final class ScrfdFamily implements DetectorFamily {

    private static final int[] STRIDES = {8, 16, 32};
    private static final int ANCHORS = 2;

    /** {@code (x - 127.5) / 128}. */
    private static final PixelFormat PIXELS = new PixelFormat(true, 127.5f, 1 / 128f);

    private final List<String> scores;
    private final List<String> boxes;
    private final List<String> points;

    /**
     * Each list names the outputs for strides 8, 16 and 32; exports differ in how they call them.
     *
     * @param scores outputs with one value an anchor
     * @param boxes outputs with four
     * @param points outputs with ten
     */
    ScrfdFamily(List<String> scores, List<String> boxes, List<String> points) {
        this.scores = List.copyOf(scores);
        this.boxes = List.copyOf(boxes);
        this.points = List.copyOf(points);
    }

    @Override
    public String name() {
        return "scrfd";
    }

    @Override
    public PixelFormat pixels() {
        return PIXELS;
    }

    @Override
    public int multiple() {
        return 32;
    }

    @Override
    public Set<String> outputs() {
        List<String> all = new ArrayList<>(scores);
        all.addAll(boxes);
        all.addAll(points);
        return Set.copyOf(all);
    }

    @Override
    public List<DetectedFace> decode(
            Map<String, OutputTensor> outputs, int picture, InputScale scale, float minScore) {
        List<DetectedFace> faces = new ArrayList<>();
        for (int level = 0; level < STRIDES.length; level++) {
            int stride = STRIDES[level];
            OutputTensor score = outputs.get(scores.get(level));
            OutputTensor distances = outputs.get(boxes.get(level));
            OutputTensor landmarks = outputs.get(points.get(level));
            distances.requireSize(boxes.get(level), score.size() * 4);
            landmarks.requireSize(points.get(level), score.size() * 10);
            int columns = scale.inputWidth() / stride;
            int first = score.offset(picture);
            for (int anchor = 0; anchor < score.size(); anchor++) {
                if (!(score.get(first + anchor) >= minScore)) {
                    continue;
                }
                float x = anchor / ANCHORS % columns * stride;
                float y = anchor / ANCHORS / columns * stride;
                int box = distances.offset(picture) + anchor * 4;
                int point = landmarks.offset(picture) + anchor * 10;
                float[] places = new float[10];
                for (int i = 0; i < 10; i += 2) {
                    places[i] = (x + landmarks.get(point + i) * stride) * scale.factorX();
                    places[i + 1] = (y + landmarks.get(point + i + 1) * stride) * scale.factorY();
                }
                faces.add(
                        new DetectedFace(
                                scale.box(
                                        x - distances.get(box) * stride,
                                        y - distances.get(box + 1) * stride,
                                        x + distances.get(box + 2) * stride,
                                        y + distances.get(box + 3) * stride),
                                score.get(first + anchor),
                                FaceLandmarks.of(places)));
            }
        }
        return faces;
    }
}
