package io.countenance.lab.network;

/** The networks of the paper's ablation. */
public enum Variant {
    /** ShuffleNet-V2 with average pooling and a fully connected layer. */
    BASELINE(false, false),
    /** With the output module in place of pooling and fully connected layer. */
    OUTPUT_MODULE(true, false),
    /** With the partitioned depthwise residual around stage 2. */
    PDWRES(false, true),
    /** With both. */
    FULL(true, true);

    private final boolean outputModule;
    private final boolean partitionedResidual;

    Variant(boolean outputModule, boolean partitionedResidual) {
        this.outputModule = outputModule;
        this.partitionedResidual = partitionedResidual;
    }

    /** Whether the paper's output module takes the place of the fully connected layer. */
    public boolean outputModule() {
        return outputModule;
    }

    /** Whether stage 2 has the partitioned depthwise residual. */
    public boolean partitionedResidual() {
        return partitionedResidual;
    }
}
