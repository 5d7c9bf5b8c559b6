package io.countenance.lab.cli;

import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.Variant;
import picocli.CommandLine.Option;

/** What is trained. */
final class NetworkOptions extends InputOptions {

    @Option(
            names = "--variant",
            defaultValue = "full",
            description =
                    "ShuffleNet-V2 alone, with the output module, with the partitioned depthwise"
                            + " residual, or with both; or a ResNet, which generates label"
                            + " distributions and is not exported.")
    private Variant variant;

    NetworkSpec spec(int classes) {
        return spec(variant, classes);
    }
}
