package io.countenance.lab.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds the ranges of values inside an fp32 model by running it on faces, twice: for the ends and
 * for what lies between.
 */
final class Calibration {

    private static final int BATCH = 8;

    private Calibration() {}

    /**
     * The range of each value.
     *
     * @param model fp32
     * @param values their names
     * @param faces to run it on
     * @param outliers share of a value's numbers at each end that its range leaves out
     */
    static Map<String, ValueRange> ranges(
            ModelProto model, Set<String> values, RgbFaces faces, double outliers)
            throws OrtException {
        ModelProto.Builder open = model.toBuilder();
        for (String value : values) {
            open.getGraphBuilder()
                    .addOutputBuilder()
                    .setName(value)
                    .setType(
                            TypeProto.newBuilder()
                                    .setTensorType(
                                            TypeProto.Tensor.newBuilder()
                                                    .setElemType(DataType.FLOAT.getNumber())));
        }
        Map<String, ValueHistogram> histograms = new HashMap<>();
        values.forEach(value -> histograms.put(value, new ValueHistogram()));
        try (OnnxModel opened = OnnxModel.of(open.build())) {
            run(opened, values, faces, (value, floats) -> histograms.get(value).widen(floats));
            run(opened, values, faces, (value, floats) -> histograms.get(value).count(floats));
        }
        Map<String, ValueRange> ranges = new HashMap<>();
        histograms.forEach((value, histogram) -> ranges.put(value, histogram.without(outliers)));
        return ranges;
    }

    private static void run(
            OnnxModel model,
            Set<String> values,
            RgbFaces faces,
            BiConsumer<String, FloatBuffer> heard)
            throws OrtException {
        for (int from = 0; from < faces.count(); from += BATCH) {
            RgbFaces batch = faces.part(from, Math.min(faces.count(), from + BATCH));
            model.run(batch, values, heard);
        }
    }
}
