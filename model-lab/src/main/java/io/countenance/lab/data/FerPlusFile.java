package io.countenance.lab.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes label files in the form of FER+, as {@link DataFormat#FERPLUS} reads them. */
public final class FerPlusFile {

    private FerPlusFile() {}

    /** Writes or replaces a file. */
    public static void write(Path file, List<FerPlusRow> rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header() + "\n");
            for (FerPlusRow row : rows) {
                out.write(line(row) + "\n");
            }
        }
    }

    /** The columns' names. */
    static String header() {
        List<String> columns = new ArrayList<>(List.of("image", "split"));
        FerPlus.LABELS.forEach(label -> columns.add("votes_" + label));
        columns.addAll(
                List.of(
                        "votes_unknown",
                        "votes_NF",
                        "ferplus_majority",
                        "ferplus_ce_valid",
                        "fer2013_label",
                        "exact_copy_in_train"));
        return String.join(",", columns);
    }

    /** A row as it stands in the file, without the line's end. */
    static String line(FerPlusRow row) {
        List<String> values = new ArrayList<>();
        values.add(CsvTable.quoted(row.image()));
        values.add(CsvTable.quoted(row.split()));
        for (int votes : row.votes()) {
            values.add(String.valueOf(votes));
        }
        values.add(label(row.majority()));
        values.add(row.keptForCrossEntropy() ? "1" : "0");
        values.add(label(row.fer2013Label()));
        values.add(row.copyInTrain() ? "1" : "0");
        return String.join(",", values);
    }

    private static String label(int index) {
        return index < 0 ? "" : FerPlus.LABELS.get(index);
    }
}
