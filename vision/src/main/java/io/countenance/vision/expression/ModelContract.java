package io.countenance.vision.expression;

import io.countenance.vision.crop.CropPolicy;
import java.util.List;
import java.util.Map;

/**
 * What an expression model's file says of itself.
 *
 * @param modelId file name and the first 12 hex digits of the file's SHA-256, joined by {@code @}
 * @param labels in the order of the outputs
 * @param cropPolicy how faces are cut out for it
 * @param inputSize side of the square input, px
 * @param metadata everything in the file's metadata, these fields' entries included
 */
public record ModelContract(
        String modelId,
        List<String> labels,
        CropPolicy cropPolicy,
        int inputSize,
        Map<String, String> metadata) {}
