package io.countenance.vision.expression;

/**
 * A file that is no expression model, or not one that can be used. The message names the file, what
 * was found, and the rule.
 */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Makes the message {@code Expression model f.onnx: it is no file. Rule: the path of an ONNX
     * file.}
     *
     * @param file what the user calls it
     * @param found what is wrong
     * @param rule what must hold instead
     */
    public InvalidModelException(String file, String found, String rule) {
        super(message(file, found, rule));
    }

    InvalidModelException(String file, String found, String rule, Throwable cause) {
        super(message(file, found, rule), cause);
    }

    private static String message(String file, String found, String rule) {
        return "Expression model " + file + ": " + found + ". Rule: " + rule + ".";
    }
}
