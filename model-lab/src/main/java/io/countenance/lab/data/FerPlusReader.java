package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * FER2013 faces with the FER+ votes of ten people each. The label file has the columns {@code
 * image, split, votes_neutral … votes_contempt, ferplus_majority}; {@code image} is the name in the
 * folder or zip file. In place of {@code ferplus_majority} it may have {@code votes_unknown} and
 * {@code votes_NF}, from which that follows ({@link FerPlusVotes}). It may have {@code
 * ferplus_ce_valid}, {@code exact_copy_in_train} and {@code fer2013_label}: without them all
 * pictures are taken, none is a copy, none has a label of FER2013.
 *
 * <p>A distribution is the votes for the eight expressions, without those for unknown and
 * not-a-face, divided by their sum. Pictures that FER+ leaves out of its cross-entropy mode ({@code
 * ferplus_ce_valid} is 0) and that have no majority label are left out here too.
 */
final class FerPlusReader implements SampleReader {

    private static final Set<String> NO_MAJORITY = Set.of("", "unknown", "nf");

    @Override
    public Samples read(FaceQuery query, Path root) throws IOException {
        Path labels = query.labels();
        if (labels == null) {
            throw new InvalidOptionException(
                    "--labels", "", "must be given with the format ferplus", "labels.csv");
        }
        String split = query.split();
        Samples samples = Samples.of(FerPlus.LABELS);
        TreeSet<String> splits = new TreeSet<>();
        try (CsvTable table = new CsvTable(labels, "--labels")) {
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                splits.add(row.get("split"));
                if (!row.get("split").equals(split)) {
                    continue;
                }
                add(samples, row, root);
            }
        }
        InvalidOptionException.check(
                !splits.isEmpty(), "--labels", labels, "must have rows", "labels.csv");
        InvalidOptionException.check(
                split != null && splits.contains(split),
                query.splitOption(),
                split == null ? "" : split,
                "must be one of " + splits,
                splits.first());
        return samples;
    }

    private static void add(Samples samples, CsvTable.Row row, Path root) {
        String name = row.get("image");
        FerPlusVotes votes = votes(row);
        String named = row.getOrEmpty("ferplus_majority");
        int majority =
                row.has("ferplus_majority")
                        ? Expressions.indexIn(FerPlus.LABELS, named)
                        : votes.majority();
        if (majority < 0 && !NO_MAJORITY.contains(named.toLowerCase(Locale.ROOT))) {
            samples.unreadable()
                    .add(new FaceSet.Unreadable(name, "no expression of FER+: " + named));
            return;
        }
        if (majority < 0 && row.getOrEmpty("ferplus_ce_valid").equals("0")) {
            samples.leaveOut("outside FER+'s cross-entropy mode");
            return;
        }
        float[] distribution = votes.distribution();
        if (distribution == null) {
            samples.unreadable().add(new FaceSet.Unreadable(name, "no votes for any expression"));
            return;
        }
        Path file;
        try {
            file = root.resolve(name);
        } catch (InvalidPathException e) {
            samples.unreadable().add(new FaceSet.Unreadable(name, "not a name of a file"));
            return;
        }
        samples.samples()
                .add(
                        new Sample(
                                name,
                                file,
                                null,
                                distribution,
                                majority,
                                Expressions.indexIn(
                                        FerPlus.LABELS, row.getOrEmpty("fer2013_label")),
                                row.getOrEmpty("exact_copy_in_train").equals("1")));
    }

    private static FerPlusVotes votes(CsvTable.Row row) {
        boolean all = row.has("votes_unknown") && row.has("votes_NF");
        if (!all) {
            row.require("ferplus_majority");
        }
        int[] counts = new int[FerPlus.LABELS.size() + (all ? 2 : 0)];
        for (int i = 0; i < FerPlus.LABELS.size(); i++) {
            counts[i] = row.votes("votes_" + FerPlus.LABELS.get(i));
        }
        if (all) {
            counts[FerPlus.LABELS.size()] = row.votes("votes_unknown");
            counts[FerPlus.LABELS.size() + 1] = row.votes("votes_NF");
        }
        return new FerPlusVotes(counts);
    }
}
