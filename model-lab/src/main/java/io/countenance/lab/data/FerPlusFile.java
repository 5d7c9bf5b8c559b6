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

    /**
     * Writes the rows of one split; those that the file has of other splits stay.
     *
     * @param rows all of one split
     * @throws io.countenance.options.InvalidOptionException of {@code --output} where the file is
     *     there but of another form
     */
    public static void replaceSplit(Path file, String split, List<FerPlusRow> rows)
            throws IOException {
        List<FerPlusRow> all = new ArrayList<>();
        if (Files.exists(file)) {
            try (CsvTable table = new CsvTable(file, "--output")) {
                while (table.hasNext()) {
                    CsvTable.Row row = table.next();
                    if (!row.get("split").equals(split)) {
                        all.add(read(row));
                    }
                }
            }
        }
        all.addAll(rows);
        write(file, all);
    }

    private static FerPlusRow read(CsvTable.Row row) {
        int[] votes = new int[FerPlus.LABELS.size() + 2];
        for (int i = 0; i < FerPlus.LABELS.size(); i++) {
            votes[i] = row.votes("votes_" + FerPlus.LABELS.get(i));
        }
        votes[votes.length - 2] = row.votes("votes_unknown");
        votes[votes.length - 1] = row.votes("votes_NF");
        return new FerPlusRow(
                row.get("image"),
                row.get("split"),
                votes,
                FerPlus.LABELS.indexOf(row.get("ferplus_majority")),
                row.get("ferplus_ce_valid").equals("1"),
                FerPlus.LABELS.indexOf(row.get("fer2013_label")),
                row.get("exact_copy_in_train").equals("1"));
    }

    /** The columns' names. */
    private static String header() {
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
    private static String line(FerPlusRow row) {
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
