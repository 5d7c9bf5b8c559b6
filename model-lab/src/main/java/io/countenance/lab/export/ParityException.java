package io.countenance.lab.export;

import java.util.Locale;

/** The exported graph does not compute what it should. */
public final class ParityException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ParityException(Parity parity) {
        super(String.format(Locale.ROOT, "%s: no file written", parity));
    }
}
