package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder of pictures for each expression, named like it or like a synonym ({@code happy}, {@code
 * angry}): in the data set's folder itself, or in its folder that is named like the split. Labels
 * stand in the order of FER+ as far as it has them, then by the alphabet.
 */
final class FoldersReader implements SampleReader {

    private static final List<String> ENDINGS =
            List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff");

    @Override
    public Samples read(FaceQuery query, Path root) throws IOException {
        List<Path> folders = classFolders(query, root);
        List<String> labels =
                Expressions.ordered(folders.stream().map(FoldersReader::name).toList());
        InvalidOptionException.check(
                labels.size() >= 2,
                query.dataOption(),
                query.data(),
                "must hold a folder for each expression, at least two, or hold them in a folder"
                        + " '%s'".formatted(query.split()),
                "faces");
        Samples samples = Samples.of(labels);
        for (Path folder : folders) {
            int label = Expressions.indexIn(labels, name(folder));
            for (Path file : pictures(folder)) {
                String name = root.relativize(file).toString();
                samples.samples().add(Sample.labelled(name, file, label, labels.size()));
            }
        }
        return samples;
    }

    /** The folders of the split where there is one, else those of the root, by name. */
    static List<Path> classFolders(FaceQuery query, Path root) throws IOException {
        String split = query.split();
        Path folder = split == null ? root : root.resolve(split);
        try (Stream<Path> inside = Files.list(Files.isDirectory(folder) ? folder : root)) {
            return inside.filter(Files::isDirectory)
                    .filter(each -> !isHidden(each))
                    .sorted()
                    .toList();
        }
    }

    /** The files that are named like pictures, by name. */
    static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(FoldersReader::isPicture).sorted().toList();
        }
    }

    /** What file managers and editors leave behind: .git, __MACOSX and the like. */
    private static boolean isHidden(Path path) {
        return name(path).startsWith(".") || name(path).startsWith("__");
    }

    static boolean isPicture(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return !isHidden(file) && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Zip files end the names of their folders with a slash. */
    static String name(Path path) {
        return path.getFileName().toString().replace("/", "");
    }
}
