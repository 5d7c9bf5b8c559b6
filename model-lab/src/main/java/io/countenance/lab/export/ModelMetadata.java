package io.countenance.lab.export;

import io.countenance.lab.data.Colour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an exported file says of itself: entries in the ONNX metadata, in the terms of {@code
 * docs/model-lab.md}.
 *
 * @param labels names of the classes in the order of the outputs
 * @param crop how the job cuts faces out for it, as vision's crop policy prints it
 * @param inputSize side of the input, px
 * @param colour what the network sees; the graph takes RGB in either case
 * @param variant which network
 * @param trainingData what it learned from
 * @param loss what was minimised
 * @param evaluation measures on the validation split as JSON, empty braces where there are none
 * @param exporter program and version that wrote it
 */
public record ModelMetadata(
        List<String> labels,
        String crop,
        int inputSize,
        Colour colour,
        String variant,
        String trainingData,
        String loss,
        String evaluation,
        String exporter) {

    /** The contract that this program writes. */
    public static final String CONTRACT = "1";

    static final String COLOUR = "countenance.colour";
    static final String PRECISION = "countenance.precision";
    static final String CALIBRATION = "countenance.calibration";
    static final String CONVERTED_FROM = "countenance.converted-from";
    static final String EXPORTER = "countenance.exporter";

    /** The entries as they stand in an fp32 file. */
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("countenance.contract", CONTRACT);
        entries.put("countenance.labels", String.join(",", labels));
        entries.put("countenance.crop", crop);
        entries.put("countenance.input-size", String.valueOf(inputSize));
        entries.put(COLOUR, colour.text());
        entries.put("countenance.variant", variant);
        entries.put("countenance.training-data", trainingData);
        entries.put("countenance.loss", loss);
        entries.put("countenance.evaluation", evaluation);
        entries.put(PRECISION, Precision.FP32.text());
        entries.put(EXPORTER, exporter);
        return entries;
    }
}
