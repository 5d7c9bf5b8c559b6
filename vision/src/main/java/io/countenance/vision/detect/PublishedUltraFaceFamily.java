package io.countenance.vision.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * UltraFace as published, its input of fixed size: {@code scores [b, n, 2]} and {@code boxes [b, n,
 * 4]}, corners relative to the input.
 */
final class PublishedUltraFaceFamily implements DetectorFamily {

    static final Set<String> OUTPUTS = Set.of("scores", "boxes");

    @Override
    public String name() {
        return "ultraface-published";
    }

    @Override
    public PixelFormat pixels() {
        return UltraFaceFamily.PIXELS;
    }

    @Override
    public int multiple() {
        return 1;
    }

    @Override
    public Set<String> outputs() {
        return OUTPUTS;
    }

    @Override
    public List<DetectedFace> decode(
            Map<String, OutputTensor> outputs, int picture, InputScale scale, float minScore) {
        OutputTensor scores = outputs.get("scores");
        OutputTensor boxes = outputs.get("boxes");
        boxes.requireSize("boxes", scores.size() * 2);
        int firstScore = scores.offset(picture);
        int firstBox = boxes.offset(picture);
        List<DetectedFace> faces = new ArrayList<>();
        for (int i = 0; i < scores.size() / 2; i++) {
            float score = scores.get(firstScore + i * 2 + 1);
            if (!(score >= minScore)) {
                continue;
            }
            int at = firstBox + i * 4;
            faces.add(
                    new DetectedFace(
                            scale.box(
                                    boxes.get(at) * scale.inputWidth(),
                                    boxes.get(at + 1) * scale.inputHeight(),
                                    boxes.get(at + 2) * scale.inputWidth(),
                                    boxes.get(at + 3) * scale.inputHeight()),
                            score,
                            null));
        }
        return faces;
    }
}
