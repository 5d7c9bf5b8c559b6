package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RAF-DB's basic expressions (Li, Deng, Du, "Reliable Crowdsourcing and Deep Locality-Preserving
 * Learning for Expression Recognition in the Wild", CVPR 2017): lines {@code train_00001.jpg 5} in
 * {@code list_patition_label.txt} (so spelled in the release; {@code list_partition_label.txt} is
 * taken too), pictures {@code Image/aligned/train_00001_aligned.jpg}. The name's prefix is the
 * split, train or test.
 */
final class RafDbReader implements SampleReader {

    private static final String LIST = "list_partition_label.txt";

    /** How the data set itself spells it. */
    private static final String LIST_AS_RELEASED = "list_patition_label.txt";

    private static final List<String> CODES =
            List.of("surprise", "fear", "disgust", "happiness", "sadness", "anger", "neutral");
    private static final List<String> LABELS = Expressions.ordered(CODES);

    /** The list in the folder or in its folder EmoLabel, null where there is none. */
    static @Nullable Path list(Path root) {
        return Stream.of(root, root.resolve("EmoLabel"))
                .flatMap(
                        folder -> Stream.of(folder.resolve(LIST_AS_RELEASED), folder.resolve(LIST)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Samples read(FaceQuery query, Path root) throws IOException {
        Path list = list(root);
        if (list == null) {
            throw new InvalidOptionException(
                    query.dataOption(),
                    query.data(),
                    "must hold %s (or %s), itself or in its folder EmoLabel, for the format rafdb"
                            .formatted(LIST_AS_RELEASED, LIST),
                    "RAF-DB/basic");
        }
        String split = query.split();
        InvalidOptionException.check(
                "train".equals(split) || "test".equals(split),
                query.splitOption(),
                String.valueOf(split),
                "must be train or test: RAF-DB has no other",
                "test");
        Samples samples = Samples.of(LABELS);
        for (String line : Files.readAllLines(list)) {
            if (!line.startsWith(split + "_")) {
                continue;
            }
            String[] parts = line.strip().split("\\s+");
            String name = parts[0];
            if (parts.length != 2 || !parts[1].matches("[1-7]")) {
                samples.unreadable().add(new FaceSet.Unreadable(name, "no label from 1 to 7"));
                continue;
            }
            int label = LABELS.indexOf(CODES.get(Integer.parseInt(parts[1]) - 1));
            Path file;
            try {
                file =
                        root.resolve("Image/aligned")
                                .resolve(name.replaceFirst("\\.(\\w+)$", "_aligned.$1"));
            } catch (InvalidPathException e) {
                samples.unreadable().add(new FaceSet.Unreadable(name, "not a name of a file"));
                continue;
            }
            samples.samples().add(Sample.labelled(name, file, label, LABELS.size()));
        }
        return samples;
    }
}
