package io.countenance.lab.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Words for what went wrong with a file. */
final class FileFailure {

    private FileFailure() {}

    /** The message; of a missing file Java only gives the name. */
    static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "no such file"
                : String.valueOf(failure.getMessage());
    }
}
