package io.countenance.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A file of {@code key=value} lines that an option names. */
public final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * Reads it, as UTF-8.
     *
     * @throws InvalidOptionException where it cannot be read or is no such file
     */
    public static Properties read(String option, Path file) {
        Properties entries = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidOptionException(
                    option,
                    file,
                    "must be a properties file in UTF-8 that can be read: " + e,
                    "job.properties");
        }
        return entries;
    }
}
