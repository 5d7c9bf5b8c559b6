package io.countenance.options;

/**
 * An option whose value breaks a rule, alone or together with others. The message names all that is
 * needed to mend it.
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /**
     * Makes the message {@code --size: '0' is not allowed: must be at least 1. Example: --size 64}.
     *
     * @param option as typed, say {@code --size}
     * @param value what was given
     * @param rule what holds instead, as the end of a sentence: {@code must be at least 1}
     * @param example a value that is allowed
     */
    public InvalidOptionException(String option, Object value, String rule, Object example) {
        super(
                "%s: '%s' is not allowed: %s. Example: %s %s"
                        .formatted(option, value, rule, option, example));
    }

    /** Throws this exception with the given words unless {@code holds}. */
    public static void check(
            boolean holds, String option, Object value, String rule, Object example) {
        if (!holds) {
            throw new InvalidOptionException(option, value, rule, example);
        }
    }
}
