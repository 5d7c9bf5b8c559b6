package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * AffectNet (Mollahosseini, Hasani, Mahoor, "AffectNet: A Database for Facial Expression, Valence,
 * and Arousal Computing in the Wild", 2017): an annotation file with the columns {@code
 * subDirectory_filePath} and {@code expression}, each split with a file of its own, or a folder for
 * each class, named {@code 0} to {@code 7}. Rows without an expression (8 none, 9 uncertain, 10 no
 * face) are left out, in the form of seven contempt too.
 */
final class AffectNetReader implements SampleReader {

    static final String FILE = "subDirectory_filePath";

    private static final List<String> CODES =
            List.of(
                    "neutral",
                    "happiness",
                    "sadness",
                    "surprise",
                    "fear",
                    "disgust",
                    "anger",
                    "contempt",
                    "none",
                    "uncertain",
                    "no face");

    private final int classes;
    private final List<String> labels;

    AffectNetReader(int classes) {
        this.classes = classes;
        labels = Expressions.ordered(CODES.subList(0, classes));
    }

    /** Whether folders are named like AffectNet's classes; other sets count theirs from 1. */
    static boolean areClassFolders(List<Path> folders) {
        return folders.stream().allMatch(AffectNetReader::isClassFolder)
                && folders.stream().anyMatch(folder -> FoldersReader.name(folder).equals("0"));
    }

    private static boolean isClassFolder(Path folder) {
        return FoldersReader.name(folder).matches("\\d|10");
    }

    @Override
    public Samples read(FaceQuery query, Path root) throws IOException {
        Samples samples = Samples.of(labels);
        if (query.labels() == null) {
            List<Path> folders = FoldersReader.classFolders(query, root);
            InvalidOptionException.check(
                    !folders.isEmpty() && folders.stream().allMatch(AffectNetReader::isClassFolder),
                    query.dataOption(),
                    query.data(),
                    "must hold the folders 0 to 7, or --labels must name an annotation file, for"
                            + " the format affectnet",
                    "AffectNet/train_set/images");
            for (Path folder : folders) {
                for (Path file : FoldersReader.pictures(folder)) {
                    add(
                            samples,
                            root.relativize(file).toString(),
                            file,
                            FoldersReader.name(folder));
                }
            }
            return samples;
        }
        try (CsvTable table = new CsvTable(query.labels(), "--labels")) {
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                String name = row.get(FILE);
                try {
                    add(samples, name, root.resolve(name), row.get("expression"));
                } catch (InvalidPathException e) {
                    samples.unreadable().add(new FaceSet.Unreadable(name, "not a name of a file"));
                }
            }
        }
        return samples;
    }

    private void add(Samples samples, String name, Path file, String expression) {
        if (!expression.matches("\\d|10")) {
            samples.unreadable()
                    .add(new FaceSet.Unreadable(name, "no expression from 0 to 10: " + expression));
            return;
        }
        int code = Integer.parseInt(expression);
        if (code >= classes) {
            samples.leaveOut(CODES.get(code));
            return;
        }
        int label = labels.indexOf(CODES.get(code));
        samples.samples().add(Sample.labelled(name, file, label, classes));
    }
}
