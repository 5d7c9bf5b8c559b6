package io.countenance.lab.experiment;

import io.countenance.lab.loss.LossKind;
import io.countenance.lab.network.Variant;
import io.countenance.options.EnumConverter;

/** The rows of the paper's ablation, and two of ours: votes, and votes mixed with a generator's. */
public enum AblationRow {
    /** ShuffleNet-V2, single labels. */
    BASELINE("baseline", Variant.BASELINE, LossKind.CROSS_ENTROPY),
    /** With the output module alone. */
    OUTPUT_MODULE("+ output module", Variant.OUTPUT_MODULE, LossKind.CROSS_ENTROPY),
    /** With the partitioned depthwise residual alone. */
    PDWRES("+ PDWRes", Variant.PDWRES, LossKind.CROSS_ENTROPY),
    /** With both, single labels still. */
    FULL("full, single labels", Variant.FULL, LossKind.CROSS_ENTROPY),
    /** With the data's own label distributions. */
    LABEL_DISTRIBUTIONS("full + label distributions", Variant.FULL, LossKind.KL),
    /** With these mixed with a generator's. */
    GENERATED_DISTRIBUTIONS(
            "full + labels mixed with a generator's distributions", Variant.FULL, LossKind.KL),
    /** With label distributions and the combo loss on single labels: the paper's loss. */
    COMBO_LOSS("full + label distributions + combo loss", Variant.FULL, LossKind.KL_COMBO);

    private final String title;
    private final Variant variant;
    private final LossKind loss;

    AblationRow(String title, Variant variant, LossKind loss) {
        this.title = title;
        this.variant = variant;
        this.loss = loss;
    }

    /** As tables call it. */
    public String title() {
        return title;
    }

    /** The network. */
    public Variant variant() {
        return variant;
    }

    /** What it minimises. */
    public LossKind loss() {
        return loss;
    }

    /** As options and folders call it. */
    public String key() {
        return EnumConverter.written(this);
    }
}
