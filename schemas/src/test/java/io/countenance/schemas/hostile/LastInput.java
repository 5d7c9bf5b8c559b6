package io.countenance.schemas.hostile;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The input that is being tried, in a file under {@code target/last-input}: when native code takes
 * the whole process down, it tells which input did it. One thread.
 */
public final class LastInput {

    private final RandomAccessFile file;

    /** Makes or empties the file of that test; it stays open as long as the process lives. */
    public LastInput(Class<?> test) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "last-input"));
            file = new RandomAccessFile(folder.resolve(test.getSimpleName()).toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps an input, in place of the one before. */
    public void keep(byte[] input) {
        try {
            file.seek(0);
            file.write(input);
            file.setLength(input.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
