package io.countenance.lab.report;

import io.countenance.lab.data.SplitCounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How many faces each split has, a column for each by its name. */
final class DataTable {

    private DataTable() {}

    static HtmlPage.Table of(Map<String, SplitCounts> splits) {
        List<String> header = new ArrayList<>(List.of("faces"));
        header.addAll(splits.keySet());
        List<HtmlPage.Row> rows = new ArrayList<>();
        rows.add(row(splits, "all", SplitCounts::faces));
        for (String label : keys(splits, SplitCounts::majorities)) {
            rows.add(row(splits, label, counts -> counts.majorities().getOrDefault(label, 0)));
        }
        rows.add(row(splits, "without a majority", SplitCounts::withoutMajority));
        rows.add(row(splits, "pictures that cannot be read", SplitCounts::unreadable));
        for (String reason : keys(splits, SplitCounts::leftOut)) {
            rows.add(
                    row(
                            splits,
                            "left out: " + reason,
                            counts -> counts.leftOut().getOrDefault(reason, 0)));
        }
        return new HtmlPage.Table(header, rows);
    }

    private static Set<String> keys(
            Map<String, SplitCounts> splits, Function<SplitCounts, Map<String, Integer>> counts) {
        Set<String> keys = new LinkedHashSet<>();
        splits.values().forEach(split -> keys.addAll(counts.apply(split).keySet()));
        return keys;
    }

    private static HtmlPage.Row row(
            Map<String, SplitCounts> splits, String name, Function<SplitCounts, Integer> count) {
        return new HtmlPage.Row(
                name,
                splits.values().stream().map(split -> count.apply(split).toString()).toList());
    }
}
