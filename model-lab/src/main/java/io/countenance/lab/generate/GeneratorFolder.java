package io.countenance.lab.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.Folds;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a generator: {@code generator.json} and a training run {@code fold-1}, {@code
 * fold-2} … for each fold, of a network that has not seen that fold.
 *
 * @param folder where it is
 * @param folds how many there are
 * @param seed of their draw
 * @param fingerprint of the split and its folds
 */
public record GeneratorFolder(Path folder, int folds, long seed, String fingerprint) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private record Description(int folds, long seed, String fingerprint) {}

    /**
     * Writes the description of a new generator, or checks that the one that is there is the same.
     *
     * @throws InvalidOptionException where the folder holds one with other folds
     */
    public static GeneratorFolder create(Path folder, int count, long seed, Folds folds)
            throws IOException {
        Path file = folder.resolve("generator.json");
        Description wanted = new Description(count, seed, folds.fingerprint());
        if (Files.exists(file)) {
            Description there = JSON.readValue(file.toFile(), Description.class);
            InvalidOptionException.check(
                    there.equals(wanted),
                    "--output",
                    folder,
                    "must be a new folder or one of the same pictures and folds: it has --folds %d"
                                    .formatted(there.folds)
                            + " --seed %d".formatted(there.seed),
                    folder + "-2");
        } else {
            Files.createDirectories(folder);
            JSON.writeValue(file.toFile(), wanted);
        }
        return new GeneratorFolder(folder, count, seed, wanted.fingerprint);
    }

    /**
     * Opens a generator.
     *
     * @throws InvalidOptionException of {@code --generator} where the folder holds none
     */
    public static GeneratorFolder open(Path folder) throws IOException {
        Path file = folder.resolve("generator.json");
        InvalidOptionException.check(
                Files.isRegularFile(file),
                "--generator",
                folder,
                "must be a folder that train-generator wrote",
                "generator");
        Description there = JSON.readValue(file.toFile(), Description.class);
        return new GeneratorFolder(folder, there.folds, there.seed, there.fingerprint);
    }

    /**
     * The folds that its networks were trained without.
     *
     * @throws InvalidOptionException of {@code --generator} where these are not the faces that it
     *     was trained on
     */
    public Folds foldsOf(FaceSet faces) throws IOException {
        Folds cut = Folds.of(faces, folds, seed);
        InvalidOptionException.check(
                cut.fingerprint().equals(fingerprint),
                "--generator",
                folder,
                "must have been trained on these pictures: with others it is not known which of its"
                        + " networks has not seen which",
                "train-generator with the same --data, --labels and --split");
        return cut;
    }

    /** The training run without this fold, counted from 0. */
    public Path run(int fold) {
        return folder.resolve("fold-" + (fold + 1));
    }
}
