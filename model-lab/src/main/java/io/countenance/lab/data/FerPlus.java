package io.countenance.lab.data;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * FER2013 faces with the FER+ votes of ten people each (Barsoum et al., "Training Deep Networks for
 * Facial Expression Recognition with Crowd-Sourced Label Distribution", ICMI 2016). The label file
 * has the columns {@code image, split, votes_neutral … votes_contempt, ferplus_majority,
 * ferplus_ce_valid, exact_copy_in_train}; {@code image} is the name in the folder or zip file.
 *
 * <p>A distribution is the votes for the eight expressions, without those for unknown and
 * not-a-face, divided by their sum. Pictures that FER+ leaves out of its cross-entropy mode ({@code
 * ferplus_ce_valid} is not 1) are left out here too.
 */
public final class FerPlus {

    /** The eight expressions in the order of FER+. */
    public static final List<String> LABELS =
            List.of(
                    "neutral",
                    "happiness",
                    "surprise",
                    "sadness",
                    "anger",
                    "disgust",
                    "fear",
                    "contempt");

    private FerPlus() {}

    /**
     * Loads one split into memory.
     *
     * @param data folder or zip file with the pictures
     * @param labels the CSV file
     * @param split value of the column {@code split}
     * @throws InvalidOptionException where a file is missing, a column is missing or the split is
     *     empty
     */
    public static FaceSet load(Path data, Path labels, String split) throws IOException {
        InvalidOptionException.check(
                Files.exists(data), "--data", data, "must be a folder or a zip file", "train.zip");
        InvalidOptionException.check(
                Files.isRegularFile(labels), "--labels", labels, "must be a file", "labels.csv");
        List<LabelledFace> faces = new ArrayList<>();
        List<FaceSet.Unreadable> unreadable = new ArrayList<>();
        TreeSet<String> splits = new TreeSet<>();
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (PictureFiles pictures = PictureFiles.open(data);
                MappingIterator<Map<String, String>> rows =
                        new CsvMapper()
                                .readerForMapOf(String.class)
                                .with(header)
                                .readValues(labels.toFile())) {
            while (rows.hasNext()) {
                Map<String, String> row = rows.next();
                splits.add(column(row, "split", labels));
                if (column(row, "split", labels).equals(split)
                        && column(row, "ferplus_ce_valid", labels).equals("1")) {
                    String name = column(row, "image", labels);
                    try {
                        faces.add(face(row, name, pictures.read(name), labels));
                    } catch (IOException e) {
                        unreadable.add(new FaceSet.Unreadable(name, reason(e)));
                    }
                }
            }
        }
        InvalidOptionException.check(
                splits.contains(split),
                "--split",
                split,
                "must be one of " + splits,
                splits.isEmpty() ? "train" : splits.first());
        InvalidOptionException.check(
                !faces.isEmpty(),
                "--data",
                data,
                "must hold the pictures of split '%s', none of %d can be read"
                        .formatted(split, unreadable.size()),
                split + ".zip");
        return new FaceSet(LABELS, List.copyOf(faces), List.copyOf(unreadable));
    }

    private static LabelledFace face(
            Map<String, String> row, String name, GreyPicture picture, Path labels) {
        float[] distribution = new float[LABELS.size()];
        float sum = 0;
        for (int i = 0; i < distribution.length; i++) {
            distribution[i] = Float.parseFloat(column(row, "votes_" + LABELS.get(i), labels));
            sum += distribution[i];
        }
        for (int i = 0; i < distribution.length; i++) {
            distribution[i] /= sum;
        }
        return new LabelledFace(
                name,
                picture,
                distribution,
                LABELS.indexOf(column(row, "ferplus_majority", labels)),
                column(row, "exact_copy_in_train", labels).equals("1"));
    }

    private static String column(Map<String, String> row, String name, Path labels) {
        String value = row.get(name);
        InvalidOptionException.check(
                value != null,
                "--labels",
                labels,
                "must have a column '%s' in every row".formatted(name),
                "labels.csv");
        return value;
    }

    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.NoSuchFileException
                ? "no such picture"
                : failure.getMessage();
    }
}
