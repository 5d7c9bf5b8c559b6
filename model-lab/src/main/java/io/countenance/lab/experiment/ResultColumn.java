package io.countenance.lab.experiment;

import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.network.Complexity;
import java.util.Locale;
import java.util.function.Function;

/**
 * A column of a table for people.
 *
 * @param header what it says
 * @param text of a row's cell
 */
record ResultColumn(String header, Function<ExperimentResult, String> text) {

    static final String NONE = "–";

    static final ResultColumn PARAMETERS =
            cost("parameters", cost -> String.format(Locale.ROOT, "%,d", cost.parameters()));
    static final ResultColumn MULTIPLY_ADDS =
            cost(
                    "multiply-adds, M",
                    cost -> String.format(Locale.ROOT, "%.2f", cost.multiplyAdds() / 1e6));
    static final ResultColumn ACCURACY =
            new ResultColumn("accuracy, %", result -> result.accuracy().times(100).text(2));
    static final ResultColumn LEAK_FREE_ACCURACY =
            new ResultColumn(
                    "leak-free accuracy, %",
                    result -> result.decisiveAccuracy().times(100).text(2));
    static final ResultColumn MACRO_F1 =
            new ResultColumn("macro-F1", result -> result.leakFree(Measures::macroF1).text(4));
    static final ResultColumn KL =
            new ResultColumn("KL", result -> result.leakFree(Measures::kl).text(4));
    static final ResultColumn MINUTES =
            new ResultColumn("minutes", result -> result.minutes().text(1));

    static ResultColumn name(String header) {
        return new ResultColumn(header, result -> result.experiment().name());
    }

    private static ResultColumn cost(String header, Function<Complexity, String> text) {
        return new ResultColumn(header, result -> result.complexity().map(text).orElse(NONE));
    }
}
