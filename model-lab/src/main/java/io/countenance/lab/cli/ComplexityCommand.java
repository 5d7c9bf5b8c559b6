package io.countenance.lab.cli;

import io.countenance.lab.network.Complexity;
import io.countenance.lab.network.NetworkSpec;
import io.countenance.lab.network.ShuffleNetV2;
import io.countenance.lab.network.Variant;
import io.countenance.options.InvalidOptionException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts what the networks cost. */
@Command(
        name = "complexity",
        description =
                "Counts parameters, multiplications and additions of each variant, part by part,"
                        + " beside the figures that the paper prints.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ComplexityCommand implements Callable<Integer> {

    private static final String HEADER = "%-22s %12s %12s %12s %15s %15s %15s%n";
    private static final String ROW = "%-22s %,12d %,12d %,12d %,15d %,15d %,15d%n";

    @Option(
            names = "--size",
            defaultValue = "224",
            paramLabel = "<px>",
            description = "Side of the input: a multiple of 16 from 48 to 512.")
    private int size;

    @Option(
            names = "--classes",
            defaultValue = "7",
            paramLabel = "<count>",
            description = "How many expressions.")
    private int classes;

    @Override
    public Integer call() {
        InputOptions.checkSize(size);
        InvalidOptionException.check(
                classes >= 2 && classes <= 1000, "--classes", classes, "must be from 2 to 1000", 7);
        Complexity baseline = of(Variant.BASELINE);
        for (Variant variant : Variant.values()) {
            if (variant.family() == Variant.Family.SHUFFLENET) {
                print(variant, of(variant), baseline);
            }
        }
        System.out.printf(
                "The paper, at 224 px and 7 classes: 1.26 M parameters and 294.60 M FLOPs in all,"
                        + " of which the%noutput module 0.02 M and 0.03 M (in place of a fully"
                        + " connected layer), PDWRes 0.01 M and 3.09 M.%nIt counts weights without"
                        + " batch norms, and multiplications and additions apart: the columns"
                        + " weights and FLOPs;%nits sum is that of its rounded parts (291.48 +"
                        + " 3.09 + 0.03).%nMost papers print multiply-adds: the column"
                        + " multiplications.%n");
        return 0;
    }

    private Complexity of(Variant variant) {
        return Complexity.of(new ShuffleNetV2(new NetworkSpec(variant, size, classes, 0)));
    }

    private void print(Variant variant, Complexity complexity, Complexity baseline) {
        System.out.printf(
                HEADER,
                variant.text() + ", " + size + " px",
                "weights",
                "norms",
                "parameters",
                "multiplications",
                "additions",
                "FLOPs");
        for (Complexity.Part part : complexity.parts()) {
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    "  " + part.name(),
                    part.weights(),
                    part.normParameters(),
                    part.weights() + part.normParameters(),
                    part.multiplications(),
                    part.additions(),
                    part.multiplications() + part.additions());
        }
        row("  all", complexity, 0, 0, 0, 0);
        if (variant != Variant.BASELINE) {
            row(
                    "  over the baseline",
                    complexity,
                    baseline.weights(),
                    baseline.parameters(),
                    baseline.multiplyAdds(),
                    baseline.floatingPointOperations());
        }
        System.out.println();
    }

    private static void row(
            String name,
            Complexity complexity,
            long weights,
            long parameters,
            long multiplyAdds,
            long operations) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                name,
                complexity.weights() - weights,
                complexity.parameters() - parameters - (complexity.weights() - weights),
                complexity.parameters() - parameters,
                complexity.multiplyAdds() - multiplyAdds,
                complexity.floatingPointOperations()
                        - operations
                        - (complexity.multiplyAdds() - multiplyAdds),
                complexity.floatingPointOperations() - operations);
    }
}
