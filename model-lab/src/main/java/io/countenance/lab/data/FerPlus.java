package io.countenance.lab.data;

import java.util.List;

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

    private FerPlus() {}
}
