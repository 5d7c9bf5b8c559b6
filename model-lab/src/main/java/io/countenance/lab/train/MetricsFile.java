package io.countenance.lab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code metrics.csv} of a run: a header and a line for each epoch done.
 *
 * @param path of the file
 */
record MetricsFile(Path path) {

    private static final String NAME = "metrics.csv";

    /** That of the run in a folder; it need not exist yet. */
    static MetricsFile of(Path run) {
        return new MetricsFile(run.resolve(NAME));
    }

    /** Writes the header alone. */
    void begin() throws IOException {
        Files.writeString(path, EpochMetrics.HEADER + "\n");
    }

    /** Adds an epoch's line. */
    void append(EpochMetrics metrics) throws IOException {
        Files.writeString(path, metrics.csv() + "\n", StandardOpenOption.APPEND);
    }

    /**
     * Leaves the lines of the epochs that a run goes on after. A program that was killed may have
     * left a line cut off, or one of an epoch whose checkpoint it did not come to write.
     *
     * @param epochs done, by the checkpoint
     * @throws IOException where the file has other columns than this version writes
     */
    void cutBack(int epochs) throws IOException {
        String text = Files.exists(path) ? Files.readString(path) : "";
        List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        List<String> kept = new ArrayList<>();
        if (!whole.isEmpty() && !whole.get(0).equals(EpochMetrics.HEADER)) {
            throw new IOException(
                    path + " was written by another version: this one has other columns");
        }
        kept.add(EpochMetrics.HEADER);
        whole.stream().skip(1).filter(line -> isOfEpoch(line, epochs)).forEach(kept::add);
        Path partial = path.resolveSibling(NAME + ".partial");
        Files.writeString(partial, String.join("\n", kept) + "\n");
        Files.move(partial, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOfEpoch(String line, int last) {
        String epoch = line.split(",", 2)[0];
        return epoch.matches("\\d{1,9}") && Integer.parseInt(epoch) <= last;
    }
}
