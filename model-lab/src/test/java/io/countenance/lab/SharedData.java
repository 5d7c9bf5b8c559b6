package io.countenance.lab;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Real data that lie beside the repository on developers' machines. */
public final class SharedData {

    private SharedData() {}

    /** The folder with FER2013 pictures and FER+ votes; skips the test where there is none. */
    public static Path ferPlus() {
        Path folder =
                Path.of(System.getProperty("countenance.shared", "../../shared"))
                        .resolve("data/ferplus");
        assumeThat(folder).describedAs("needs ../shared/data/ferplus").isDirectory();
        return folder;
    }
}
