package io.countenance.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The settings of a run, one a row, under the names of {@code settings.json} spaced out. */
final class SettingsTable {

    private SettingsTable() {}

    static HtmlPage.Table of(TrainingSettings settings) {
        List<HtmlPage.Row> rows = new ArrayList<>();
        add(rows, "", new ObjectMapper().valueToTree(settings));
        return new HtmlPage.Table(List.of(), rows);
    }

    private static void add(List<HtmlPage.Row> rows, String prefix, JsonNode settings) {
        settings.properties()
                .forEach(
                        setting -> {
                            String name = prefix + words(setting.getKey());
                            if (setting.getValue().isObject()) {
                                add(rows, name + ": ", setting.getValue());
                            } else {
                                rows.add(HtmlPage.Row.of(name, value(setting.getValue())));
                            }
                        });
    }

    /** {@code batchSize} as "batch size". */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static String value(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(SettingsTable::value)
                    .collect(Collectors.joining(", "));
        }
        // 0.0005, not 5.0E-4
        return value.isFloatingPointNumber()
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : value.asText();
    }
}
