package io.countenance.lab.network;

import io.countenance.options.EnumConverter;

/** The networks of the paper: those of its ablation, and its generators. */
public enum Variant {
    /** ShuffleNet-V2 with average pooling and a fully connected layer. */
    BASELINE(Family.SHUFFLENET, false, false),
    /** With the output module in place of pooling and fully connected layer. */
    OUTPUT_MODULE(Family.SHUFFLENET, true, false),
    /** With the partitioned depthwise residual around stage 2. */
    PDWRES(Family.SHUFFLENET, false, true),
    /** With both. */
    FULL(Family.SHUFFLENET, true, true),
    /** ResNet with 18 layers, a generator of label distributions. */
    RESNET_18(Family.RESNET, false, false),
    /** ResNet with 34 layers. */
    RESNET_34(Family.RESNET, false, false),
    /** ResNet with 50 layers: the paper's generator. */
    RESNET_50(Family.RESNET, false, false);

    /** What a network is built of. */
    public enum Family {
        /** The networks that the job takes. */
        SHUFFLENET,
        /** The generators. */
        RESNET
    }

    private final Family family;
    private final boolean outputModule;
    private final boolean partitionedResidual;

    Variant(Family family, boolean outputModule, boolean partitionedResidual) {
        this.family = family;
        this.outputModule = outputModule;
        this.partitionedResidual = partitionedResidual;
    }

    /** As options and the model file's {@code countenance.variant} write it. */
    public String text() {
        return EnumConverter.written(this);
    }

    /** What it is built of. */
    public Family family() {
        return family;
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
