package io.countenance.lab.export;

/** A model file is not built as this program builds its fp32 files, so it cannot be converted. */
public final class UnsupportedGraphException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsupportedGraphException(String found) {
        super("only fp32 files of this program's export can be converted: " + found);
    }
}
