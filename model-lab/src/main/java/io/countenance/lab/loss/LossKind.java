package io.countenance.lab.loss;

/** What is minimised. */
public enum LossKind {
    /** KL(d ‖ p): label distribution learning. */
    KL,
    /** KL(d ‖ p) + λ · combo: the paper's. */
    KL_COMBO,
    /** Combo loss alone: single labels. */
    COMBO,
    /** −ln p of the majority label: single labels, the usual way. */
    CROSS_ENTROPY;

    /** Whether it looks at label distributions; else at majority labels alone. */
    public boolean usesDistributions() {
        return this == KL || this == KL_COMBO;
    }
}
