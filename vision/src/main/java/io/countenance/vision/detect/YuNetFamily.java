package io.countenance.vision.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * YuNet: {@code cls_s}, {@code obj_s [b, n, 1]}, {@code bbox_s [b, n, 4]}, {@code kps_s [b, n, 10]}
 * for strides s of 8, 16 and 32. A face's score is the root of class times objectness.
 */
final class YuNetFamily implements DetectorFamily {

    private static final int[] STRIDES = {8, 16, 32};

    static final Set<String> OUTPUTS = outputNames();

    private static final PixelFormat PIXELS = new PixelFormat(false, 0, 1);

    private static Set<String> outputNames() {
        Set<String> names = new HashSet<>();
        for (int stride : STRIDES) {
            for (String kind : List.of("cls_", "obj_", "bbox_", "kps_")) {
                names.add(kind + stride);
            }
        }
        return Set.copyOf(names);
    }

    @Override
    public String name() {
        return "yunet";
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
        return OUTPUTS;
    }

    @Override
    public List<DetectedFace> decode(
            Map<String, OutputTensor> outputs, int picture, InputScale scale, float minScore) {
        List<DetectedFace> faces = new ArrayList<>();
        for (int stride : STRIDES) {
            OutputTensor classes = outputs.get("cls_" + stride);
            OutputTensor objects = outputs.get("obj_" + stride);
            OutputTensor boxes = outputs.get("bbox_" + stride);
            OutputTensor points = outputs.get("kps_" + stride);
            objects.requireSize("obj_" + stride, classes.size());
            boxes.requireSize("bbox_" + stride, classes.size() * 4);
            points.requireSize("kps_" + stride, classes.size() * 10);
            int columns = scale.inputWidth() / stride;
            int first = classes.offset(picture);
            for (int cell = 0; cell < classes.size(); cell++) {
                float score =
                        (float)
                                Math.sqrt(
                                        unit(classes.get(first + cell))
                                                * unit(objects.get(first + cell)));
                if (!(score >= minScore)) {
                    continue;
                }
                int column = cell % columns;
                int row = cell / columns;
                int box = boxes.offset(picture) + cell * 4;
                float centerX = (column + boxes.get(box)) * stride;
                float centerY = (row + boxes.get(box + 1)) * stride;
                float halfWidth = (float) Math.exp(boxes.get(box + 2)) * stride / 2;
                float halfHeight = (float) Math.exp(boxes.get(box + 3)) * stride / 2;
                int point = points.offset(picture) + cell * 10;
                float[] landmarks = new float[10];
                for (int i = 0; i < 10; i += 2) {
                    landmarks[i] = (points.get(point + i) + column) * stride * scale.factorX();
                    landmarks[i + 1] = (points.get(point + i + 1) + row) * stride * scale.factorY();
                }
                faces.add(
                        new DetectedFace(
                                scale.box(
                                        centerX - halfWidth,
                                        centerY - halfHeight,
                                        centerX + halfWidth,
                                        centerY + halfHeight),
                                score,
                                FaceLandmarks.of(landmarks)));
            }
        }
        return faces;
    }

    private static float unit(float value) {
        return Math.min(1, Math.max(0, value));
    }
}
