package io.countenance.lab.train;

import io.countenance.lab.data.FaceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The {@code faces.sha256} of a run: what it learns from and is measured on. Settings do not tell
 * whether a run that goes on is given the same faces and labels again.
 *
 * @param path of the file
 */
record FacesFile(Path path) {

    /** That of the run in a folder; it need not exist yet. */
    static FacesFile of(Path run) {
        return new FacesFile(run.resolve("faces.sha256"));
    }

    /** Writes names and labels of a new run's faces as digests, a line for each split. */
    void write(FaceSet training, @Nullable FaceSet validation) throws IOException {
        Files.writeString(path, text(training, validation));
    }

    /**
     * Checks that a run goes on with its own faces.
     *
     * @throws IOException where names, labels, their order or a whole split differ
     */
    void requireSame(FaceSet training, @Nullable FaceSet validation) throws IOException {
        if (Files.notExists(path) || !Files.readString(path).equals(text(training, validation))) {
            throw new IOException(
                    path.getParent()
                            + " holds a run on other faces or labels: give it its own, or choose"
                            + " another folder");
        }
    }

    private static String text(FaceSet training, @Nullable FaceSet validation) {
        String measured = validation == null ? "without validation" : validation.fingerprint();
        return training.fingerprint() + "\n" + measured + "\n";
    }
}
