package io.countenance.lab.data;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;

/**
 * FER2013 faces with the FER+ votes of ten people each (Barsoum et al., "Training Deep Networks for
 * Facial Expression Recognition with Crowd-Sourced Label Distribution", ICMI 2016). The label file
 * has the columns {@code image, split, votes_neutral … votes_contempt, ferplus_majority,
 * ferplus_ce_valid, exact_copy_in_train}; {@code image} is the name in the folder or zip file.
 *
 * <p>The columns {@code ferplus_ce_valid}, {@code exact_copy_in_train} and {@code fer2013_label}
 * may be missing: then all pictures are taken, none is a copy, and none has a label of FER2013.
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

    /** The expressions that FER2013's own labels have. */
    public static final Set<String> FER2013_LABELS =
            Set.of("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear");

    private FerPlus() {}

    /**
     * Loads one split into memory.
     *
     * @param data folder or zip file with the pictures
     * @param labels the CSV file
     * @param split value of the column {@code split}
     * @param purpose empty, or what messages put before {@code data} and {@code split} in the
     *     options' names, say {@code valid-}
     * @throws InvalidOptionException where a file is missing, a column is missing or the split is
     *     empty
     */
    public static FaceSet load(Path data, Path labels, String split, String purpose)
            throws IOException {
        String dataOption = "--" + purpose + "data";
        InvalidOptionException.check(
                Files.exists(data),
                dataOption,
                data,
                "must be a folder or a zip file",
                "train.zip");
        InvalidOptionException.check(
                Files.isRegularFile(labels), "--labels", labels, "must be a file", "labels.csv");
        List<LabelledFace> faces = new ArrayList<>();
        List<FaceSet.Unreadable> unreadable = new ArrayList<>();
        TreeSet<String> splits = new TreeSet<>();
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (PictureFiles pictures = open(data, dataOption);
                MappingIterator<Map<String, String>> rows =
                        new CsvMapper()
                                .readerForMapOf(String.class)
                                .with(header)
                                .readValues(labels.toFile())) {
            while (rows.hasNext()) {
                Map<String, String> row = rows.next();
                splits.add(column(row, "split", labels));
                if (column(row, "split", labels).equals(split)
                        && row.getOrDefault("ferplus_ce_valid", "1").equals("1")) {
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
                "--" + purpose + "split",
                split,
                "must be one of " + splits,
                splits.isEmpty() ? "train" : splits.first());
        InvalidOptionException.check(
                !faces.isEmpty(),
                dataOption,
                data,
                "must hold the pictures of split '%s', none of %d can be read"
                        .formatted(split, unreadable.size()),
                split + ".zip");
        return new FaceSet(LABELS, List.copyOf(faces), List.copyOf(unreadable));
    }

    private static PictureFiles open(Path data, String option) throws IOException {
        try {
            return PictureFiles.open(data);
        } catch (ProviderNotFoundException | ZipException e) {
            throw new InvalidOptionException(
                    option, data, "must be a folder or a zip file", "train.zip");
        }
    }

    private static LabelledFace face(
            Map<String, String> row, String name, GreyPicture picture, Path labels)
            throws IOException {
        float[] distribution = new float[LABELS.size()];
        float sum = 0;
        for (int i = 0; i < distribution.length; i++) {
            distribution[i] = votes(row, "votes_" + LABELS.get(i), labels);
            sum += distribution[i];
        }
        if (!(sum > 0)) {
            throw new IOException("no votes for any expression");
        }
        for (int i = 0; i < distribution.length; i++) {
            distribution[i] /= sum;
        }
        return new LabelledFace(
                name,
                picture,
                distribution,
                LABELS.indexOf(column(row, "ferplus_majority", labels)),
                row.getOrDefault("exact_copy_in_train", "0").equals("1"),
                LABELS.indexOf(row.getOrDefault("fer2013_label", "")));
    }

    private static float votes(Map<String, String> row, String name, Path labels) {
        String value = column(row, name, labels);
        InvalidOptionException.check(
                value.matches("\\d{1,6}"),
                "--labels",
                labels,
                "must have a number of votes in column '%s', not '%s'".formatted(name, value),
                "labels.csv");
        return Float.parseFloat(value);
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
        return failure instanceof NoSuchFileException ? "no such picture" : failure.getMessage();
    }
}
