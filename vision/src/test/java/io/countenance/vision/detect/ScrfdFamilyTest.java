package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.geometry.Box;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrfdFamilyTest {

    @Test
    void readsDistancesFromTheAnchorsCorner() {
        // 64 x 64 px input, picture twice as large; one face at stride 16, row 1, column 2, anchor
        // 1.
        Map<String, OutputTensor> outputs = new HashMap<>();
        for (int stride : new int[] {8, 16, 32}) {
            int anchors = 64 / stride * (64 / stride) * 2;
            float[] scores = new float[anchors];
            float[] boxes = new float[anchors * 4];
            float[] points = new float[anchors * 10];
            if (stride == 16) {
                int anchor = (1 * 4 + 2) * 2 + 1;
                scores[anchor] = 0.9f;
                System.arraycopy(new float[] {1, 0.5f, 0.25f, 1.5f}, 0, boxes, anchor * 4, 4);
                points[anchor * 10] = -0.5f;
                points[anchor * 10 + 9] = 1;
            }
            outputs.put("score_" + stride, new OutputTensor(FloatBuffer.wrap(scores), 1));
            outputs.put("bbox_" + stride, new OutputTensor(FloatBuffer.wrap(boxes), 1));
            outputs.put("kps_" + stride, new OutputTensor(FloatBuffer.wrap(points), 1));
        }
        ScrfdFamily family =
                new ScrfdFamily(
                        List.of("score_8", "score_16", "score_32"),
                        List.of("bbox_8", "bbox_16", "bbox_32"),
                        List.of("kps_8", "kps_16", "kps_32"));

        List<DetectedFace> faces =
                family.decode(outputs, 0, new InputScale(64, 64, 64, 64, 128, 128), 0.5f);

        // Anchor at (32, 16) of the input; edges 16, 8, 4 and 24 px from it; then twice that.
        assertThat(faces)
                .containsExactly(
                        new DetectedFace(
                                new Box(32, 16, 40, 64),
                                0.9f,
                                new FaceLandmarks(48, 32, 64, 32, 64, 32, 64, 32, 64, 64)));
    }
}
