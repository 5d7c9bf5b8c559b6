package io.countenance.lab.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which faces to load.
 *
 * @param data folder, zip file or {@code fer2013.csv}
 * @param labels the label file, where the format has one apart
 * @param split which part, null for all of a data set without splits
 * @param format how the data set is laid out, null to find out
 * @param colour what the network sees
 * @param purpose empty, or what messages put before {@code data} and {@code split} in the options'
 *     names, say {@code valid-}
 */
public record FaceQuery(
        Path data,
        @Nullable Path labels,
        @Nullable String split,
        @Nullable DataFormat format,
        Colour colour,
        String purpose) {

    String dataOption() {
        return "--" + purpose + "data";
    }

    String splitOption() {
        return "--" + purpose + "split";
    }
}
