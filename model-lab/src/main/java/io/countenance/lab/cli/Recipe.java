package io.countenance.lab.cli;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.Sampling;
import io.countenance.lab.loss.ClassReduction;
import io.countenance.lab.loss.LossKind;
import io.countenance.lab.network.Variant;
import io.countenance.lab.train.Optimiser;
import io.countenance.lab.train.RateDecay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Named sets of options. An option that is given on the command line wins over its recipe. */
enum Recipe {
    /** Ours for an hour of one processor: the defaults, ended by the clock. */
    FAST(Map.of("--epochs", 200, "--max-minutes", 60.0)),

    /** The paper's for RAF-DB. It names neither dropout nor weight decay: these two are ours. */
    PAPER_RAFDB(paper(Map.of("--beta", 0.2f, "--batch", 32, "--decay-epochs", 30))),

    /** The paper's for AffectNet. */
    PAPER_AFFECTNET(
            paper(
                    Map.of(
                            "--beta",
                            0.6f,
                            "--batch",
                            64,
                            "--decay-epochs",
                            10,
                            "--sampling",
                            Sampling.BALANCED)));

    private final Map<String, Object> options;

    Recipe(Map<String, Object> options) {
        this.options = options;
    }

    private static Map<String, Object> paper(Map<String, Object> own) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("--variant", Variant.FULL);
        options.put("--size", 224);
        options.put("--colour", Colour.RGB);
        options.put("--dropout", 0.2f);
        options.put("--mix", 1f);
        options.put("--loss", LossKind.KL_COMBO);
        options.put("--class-reduction", ClassReduction.SUM);
        options.put("--lambda", 1f);
        options.put("--alpha", 0.5f);
        options.put("--optimiser", Optimiser.SGD);
        options.put("--learning-rate", 0.01f);
        options.put("--momentum", 0.9f);
        options.put("--weight-decay", 1e-4f);
        options.put("--epochs", 120);
        options.put("--decay", RateDecay.Shape.STEP);
        options.put("--decay-factor", 0.1);
        options.put("--warmup-epochs", 0f);
        options.put("--average-decay", 0f);
        options.put("--rotation", 0.0);
        options.put("--scale", 0.0);
        options.put("--shift", 0.0);
        options.put("--flip", 0.5);
        options.put("--contrast", 0.0);
        options.put("--brightness", 0.0);
        options.put("--erasing", 0.0);
        options.put("--mixup", 0.0);
        options.put("--sampling", Sampling.NATURAL);
        options.putAll(own);
        return options;
    }

    /** Whether it asks for a share of label distributions that a generator made. */
    boolean mixesDistributions() {
        return options.containsKey("--mix");
    }

    /**
     * Sets the options that were not given.
     *
     * @param given a command line
     * @param own options of the recipe that this command sets by itself
     */
    void applyTo(ParseResult given, Set<String> own) {
        options.forEach(
                (name, value) -> {
                    if (own.contains(name)) {
                        return;
                    }
                    OptionSpec option = given.commandSpec().findOption(name);
                    if (option == null) {
                        throw new IllegalStateException(name + " is no option of this command");
                    }
                    if (!given.hasMatchedOption(option)) {
                        option.setValue(value);
                    }
                });
    }
}
