package io.countenance.vision;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/**
 * Data for development that lies beside the repository; a test that needs it is skipped without.
 */
public final class SharedData {

    private SharedData() {}

    /** A file or folder of it. */
    public static Path require(String first, String... more) {
        Path path =
                Path.of(System.getProperty("countenance.shared", "../../shared"))
                        .resolve(Path.of(first, more));
        assumeThat(path).as("needs ../shared/%s", Path.of(first, more)).exists();
        return path;
    }
}
