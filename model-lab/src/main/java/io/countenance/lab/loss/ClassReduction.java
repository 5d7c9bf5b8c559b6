package io.countenance.lab.loss;

/** What the terms of the classes become. */
public enum ClassReduction {
    /** Their sum, which weighs as much as the divergence. */
    SUM,
    /** Their mean: by the number of classes weaker. */
    MEAN
}
