package io.countenance.vision.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Tells by a network's outputs which family it is of. */
final class DetectorFamilies {

    private static final List<String> SCRFD_SCORES = List.of("score_8", "score_16", "score_32");
    private static final List<String> SCRFD_BOXES = List.of("bbox_8", "bbox_16", "bbox_32");
    private static final List<String> SCRFD_POINTS = List.of("kps_8", "kps_16", "kps_32");

    private DetectorFamilies() {}

    /**
     * The family of a network.
     *
     * @param outputs the network's outputs by name, in the order of the file
     * @param file for the message
     * @throws IllegalArgumentException if it is of none; says what was found and what is known
     */
    static DetectorFamily recognise(Map<String, NodeInfo> outputs, String file) {
        Set<String> names = outputs.keySet();
        if (names.containsAll(UltraFaceFamily.OUTPUTS)) {
            return new UltraFaceFamily();
        }
        if (names.containsAll(PublishedUltraFaceFamily.OUTPUTS)) {
            return new PublishedUltraFaceFamily();
        }
        if (names.containsAll(YuNetFamily.OUTPUTS)) {
            return new YuNetFamily();
        }
        if (Stream.of(SCRFD_SCORES, SCRFD_BOXES, SCRFD_POINTS).allMatch(names::containsAll)) {
            return new ScrfdFamily(SCRFD_SCORES, SCRFD_BOXES, SCRFD_POINTS);
        }
        List<String> scores = withLastDimension(outputs, 1);
        List<String> boxes = withLastDimension(outputs, 4);
        List<String> points = withLastDimension(outputs, 10);
        if (outputs.size() == 9 && scores.size() == 3 && boxes.size() == 3 && points.size() == 3) {
            return new ScrfdFamily(scores, boxes, points);
        }
        throw new IllegalArgumentException(
                ("the detector %s is of no known family: its outputs are %s. Known are UltraFace (scores, loc or scores,"
                                + " boxes), YuNet (cls_8, obj_8, bbox_8, kps_8 and the same for 16 and 32) and SCRFD"
                                + " (score_8, bbox_8, kps_8 and the same for 16 and 32, or nine unnamed ones)")
                        .formatted(file, names));
    }

    /** SCRFD exports often number their outputs; within a kind they go by stride. */
    private static List<String> withLastDimension(Map<String, NodeInfo> outputs, long size) {
        List<String> found = new ArrayList<>();
        for (NodeInfo output : outputs.values()) {
            if (output.getInfo() instanceof TensorInfo info) {
                long[] shape = info.getShape();
                if (shape.length > 0 && shape[shape.length - 1] == size) {
                    found.add(output.getName());
                }
            }
        }
        return found;
    }
}
