package io.countenance.lab.experiment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.lab.evaluate.Measures;
import io.countenance.lab.network.Complexity;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results of a series as Markdown, for people, and as CSV, for programs. */
final class ResultTable {

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    private static final int DECIMALS = 6;

    private ResultTable() {}

    static String markdown(List<ResultColumn> columns, List<ExperimentResult> results) {
        StringBuilder table = new StringBuilder();
        table.append(line(columns.stream().map(ResultColumn::header).toList()));
        table.append("|---").append("|---:".repeat(columns.size() - 1)).append("|\n");
        for (ExperimentResult result : results) {
            table.append(
                    line(columns.stream().map(column -> column.text().apply(result)).toList()));
        }
        return table.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static void writeCsv(Path file, List<ExperimentResult> results) throws IOException {
        CsvSchema schema = CSV.schemaFor(Row.class).withHeader();
        CSV.writer(schema).writeValue(file.toFile(), results.stream().map(Row::of).toList());
    }

    /** A line of the CSV: means over the seeds, and half the distance of their extremes. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonPropertyOrder({
        "name",
        "seeds",
        "parameters",
        "multiply_adds",
        "accuracy",
        "accuracy_half_spread",
        "leak_free_accuracy",
        "leak_free_accuracy_half_spread",
        "leak_free_macro_f1",
        "leak_free_macro_f1_half_spread",
        "leak_free_kl",
        "leak_free_kl_half_spread",
        "best_epoch",
        "minutes"
    })
    private record Row(
            String name,
            int seeds,
            @Nullable Long parameters,
            @Nullable Long multiplyAdds,
            BigDecimal accuracy,
            BigDecimal accuracyHalfSpread,
            BigDecimal leakFreeAccuracy,
            BigDecimal leakFreeAccuracyHalfSpread,
            BigDecimal leakFreeMacroF1,
            BigDecimal leakFreeMacroF1HalfSpread,
            BigDecimal leakFreeKl,
            BigDecimal leakFreeKlHalfSpread,
            BigDecimal bestEpoch,
            BigDecimal minutes) {

        static Row of(ExperimentResult result) {
            Spread leakFree = result.decisiveAccuracy();
            Spread macroF1 = result.leakFree(Measures::macroF1);
            Spread kl = result.leakFree(Measures::kl);
            return new Row(
                    result.experiment().name(),
                    result.runs().size(),
                    result.complexity().map(Complexity::parameters).orElse(null),
                    result.complexity().map(Complexity::multiplyAdds).orElse(null),
                    rounded(result.accuracy().mean()),
                    rounded(result.accuracy().half()),
                    rounded(leakFree.mean()),
                    rounded(leakFree.half()),
                    rounded(macroF1.mean()),
                    rounded(macroF1.half()),
                    rounded(kl.mean()),
                    rounded(kl.half()),
                    rounded(result.bestEpoch().mean()),
                    rounded(result.minutes().mean()));
        }

        private static BigDecimal rounded(double value) {
            return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        }
    }
}
