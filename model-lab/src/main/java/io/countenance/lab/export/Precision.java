package io.countenance.lab.export;

import java.util.Locale;

/** What a model file's weights are stored in and its convolutions computed in. */
public enum Precision {
    /** 32-bit floats throughout. */
    FP32,
    /**
     * 16-bit floats from the first convolution to the logits; normalisation and softmax in 32 bits.
     */
    FP16,
    /**
     * 8-bit integers from the first convolution to the last pointwise one; normalisation, head and
     * softmax in 32-bit floats.
     */
    INT8;

    /** As options and the file's metadata name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
