package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file with a label distribution for each picture: {@code image} and a column for each label,
 * named like it.
 */
public final class DistributionFile {

    private static final String OPTION = "--distributions";
    private static final double SUM_TOLERANCE = 1e-3;

    private DistributionFile() {}

    /** Writes the faces' own distributions. */
    public static void write(Path file, FaceSet faces) throws IOException {
        write(
                file,
                faces,
                faces.faces().stream().map(LabelledFace::distribution).toArray(float[][]::new));
    }

    /** Writes distributions {@code [faces][labels]} in the order of the faces. */
    public static void write(Path file, FaceSet faces, float[][] distributions) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("image," + String.join(",", faces.labels()) + "\n");
            for (int i = 0; i < distributions.length; i++) {
                StringBuilder line =
                        new StringBuilder(CsvTable.quoted(faces.faces().get(i).name()));
                for (float share : distributions[i]) {
                    line.append(',').append(share);
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    /**
     * Mixes a file's distributions into those of a split: {@code (1 − share) own + share file}.
     *
     * @param faces whose distributions to change; labels and pictures stay
     * @param file with a row for each of them
     * @param share of the file's distributions, 0 to 1
     * @throws InvalidOptionException of {@code --distributions} where a label or a picture is
     *     missing, or a row is no distribution
     */
    public static FaceSet mix(FaceSet faces, Path file, float share) throws IOException {
        Map<String, float[]> byName = read(file, faces.labels());
        List<String> missing =
                faces.faces().stream()
                        .map(LabelledFace::name)
                        .filter(name -> !byName.containsKey(name))
                        .toList();
        InvalidOptionException.check(
                missing.isEmpty(),
                OPTION,
                file,
                "must have every picture of the training split, %d are missing, %s among them"
                        .formatted(missing.size(), missing.isEmpty() ? "" : missing.get(0)),
                "distributions.csv");
        List<LabelledFace> mixed = new ArrayList<>();
        for (LabelledFace face : faces.faces()) {
            float[] own = face.distribution().clone();
            float[] other = byName.get(face.name());
            for (int i = 0; i < own.length; i++) {
                own[i] = (1 - share) * own[i] + share * other[i];
            }
            mixed.add(
                    new LabelledFace(
                            face.name(),
                            face.picture(),
                            own,
                            face.majority(),
                            face.copyInTrain(),
                            face.fer2013Label()));
        }
        return new FaceSet(faces.labels(), mixed, faces.unreadable(), faces.leftOut());
    }

    private static Map<String, float[]> read(Path file, List<String> labels) throws IOException {
        Map<String, float[]> byName = new HashMap<>();
        try (CsvTable table = new CsvTable(file, OPTION)) {
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                float[] distribution = new float[labels.size()];
                double sum = 0;
                for (int i = 0; i < distribution.length; i++) {
                    distribution[i] = row.share(labels.get(i));
                    sum += distribution[i];
                }
                InvalidOptionException.check(
                        Math.abs(sum - 1) <= SUM_TOLERANCE,
                        OPTION,
                        file,
                        "must have rows whose sum is 1, not %s as for %s"
                                .formatted(sum, row.get("image")),
                        "distributions.csv");
                byName.put(row.get("image"), distribution);
            }
        }
        return byName;
    }
}
