package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * FER2013 faces with the FER+ votes of ten people each. The label file has the columns {@code
 * image, split, votes_neutral … votes_contempt, ferplus_majority}; {@code image} is the name in the
 * folder or zip file. It may have {@code ferplus_ce_valid}, {@code exact_copy_in_train} and {@code
 * fer2013_label}: without them all pictures are taken, none is a copy, none has a label of FER2013.
 *
 * <p>A distribution is the votes for the eight expressions, without those for unknown and
 * not-a-face, divided by their sum. Pictures that FER+ leaves out of its cross-entropy mode ({@code
 * ferplus_ce_valid} is 0) are left out here too.
 */
final class FerPlusReader implements SampleReader {

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
                if (!row.getOrEmpty("ferplus_ce_valid").equals("0")) {
                    add(samples, row, root);
                } else {
                    samples.leaveOut("outside FER+'s cross-entropy mode");
                }
            }
        }
        InvalidOptionException.check(
                split != null && splits.contains(split),
                query.splitOption(),
                split == null ? "" : split,
                "must be one of " + splits,
                splits.isEmpty() ? "train" : splits.first());
        return samples;
    }

    private static void add(Samples samples, CsvTable.Row row, Path root) {
        String name = row.get("image");
        int[] counts = new int[FerPlus.LABELS.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = row.votes("votes_" + FerPlus.LABELS.get(i));
        }
        float[] distribution = new FerPlusVotes(counts).distribution();
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
                                FerPlus.LABELS.indexOf(row.get("ferplus_majority")),
                                Expressions.indexIn(
                                        FerPlus.LABELS, row.getOrEmpty("fer2013_label")),
                                row.getOrEmpty("exact_copy_in_train").equals("1")));
    }
}
