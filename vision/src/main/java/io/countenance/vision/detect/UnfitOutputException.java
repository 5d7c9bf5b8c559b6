package io.countenance.vision.detect;

/** A network's output that has another number of values than its family and the input ask for. */
final class UnfitOutputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfitOutputException(String output, long found, String expected) {
        super("its output '%s' has %d values, not %s".formatted(output, found, expected));
    }
}
