package io.countenance.lab.data;

import java.util.List;
import java.util.Set;

/**
 * The expressions of FER+ (Barsoum et al., "Training Deep Networks for Facial Expression
 * Recognition with Crowd-Sourced Label Distribution", ICMI 2016).
 */
public final class FerPlus {

    /** The eight expressions in the order of FER+. */
    public static final List<String> LABELS =
            List.of(
                    "neutral",
                    "happiness",
                    "surprise",
                    "sadness",
                    "anger",
                    "disgust",
                    "fear",
                    "contempt");

    /** The expressions that FER2013's own labels have. */
    public static final Set<String> FER2013_LABELS =
            Set.of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");

    private FerPlus() {}
}
