package io.countenance.vision.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** UltraFace with its box decoding cut off: {@code scores [b, n, 2]} and {@code loc [b, n, 4]}. */
final class UltraFaceFamily implements DetectorFamily {

    static final Set<String> OUTPUTS = Set.of("scores", "loc");

    static final PixelFormat PIXELS = new PixelFormat(true, 127, 1 / 128f);

    private static final float CENTER_VARIANCE = 0.1f;
    private static final float SIZE_VARIANCE = 0.2f;

    /** Picture sizes whose priors are kept; a camera has one. */
    private static final int KEPT_SIZES = 16;

    private final Map<List<Integer>, PriorBoxes> priors =
            new LinkedHashMap<>(KEPT_SIZES, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Integer>, PriorBoxes> eldest) {
                    return size() > KEPT_SIZES;
                }
            };

    @Override
    public String name() {
        return "ultraface";
    }

    @Override
    public PixelFormat pixels() {
        return PIXELS;
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
        int width = scale.inputWidth();
        int height = scale.inputHeight();
        PriorBoxes boxes =
                priors.computeIfAbsent(
                        List.of(width, height), size -> PriorBoxes.of(size.get(0), size.get(1)));
        OutputTensor scores = outputs.get("scores");
        OutputTensor offsets = outputs.get("loc");
        scores.requireSize("scores", boxes.count() * 2);
        offsets.requireSize("loc", boxes.count() * 4);
        int firstScore = scores.offset(picture);
        int firstOffset = offsets.offset(picture);
        List<DetectedFace> faces = new ArrayList<>();
        for (int prior = 0; prior < boxes.count(); prior++) {
            float score = scores.get(firstScore + prior * 2 + 1);
            if (!(score >= minScore)) {
                continue;
            }
            int at = firstOffset + prior * 4;
            float centerX =
                    boxes.centerX(prior) + offsets.get(at) * CENTER_VARIANCE * boxes.width(prior);
            float centerY =
                    boxes.centerY(prior)
                            + offsets.get(at + 1) * CENTER_VARIANCE * boxes.height(prior);
            float halfWidth =
                    boxes.width(prior) * (float) Math.exp(offsets.get(at + 2) * SIZE_VARIANCE) / 2;
            float halfHeight =
                    boxes.height(prior) * (float) Math.exp(offsets.get(at + 3) * SIZE_VARIANCE) / 2;
            faces.add(
                    new DetectedFace(
                            scale.box(
                                    (centerX - halfWidth) * width,
                                    (centerY - halfHeight) * height,
                                    (centerX + halfWidth) * width,
                                    (centerY + halfHeight) * height),
                            score,
                            null));
        }
        return faces;
    }
}
