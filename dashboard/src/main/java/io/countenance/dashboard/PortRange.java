package io.countenance.dashboard;

import io.countenance.options.InvalidOptionException;

/**
 * Ports of which the first free one is taken.
 *
 * @param first 0 for any that is free
 * @param last not below {@code first}, at most 65535
 */
public record PortRange(int first, int last) {

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code 8090} or {@code 8090-8189}.
     *
     * @param option that was given, for the message
     * @throws InvalidOptionException where the text is neither
     */
    public static PortRange parse(String option, String text) {
        InvalidOptionException.check(
                text.matches("\\d{1,5}(-\\d{1,5})?"),
                option,
                text,
                "must be a port or a range of ports",
                "8090-8189");
        String[] ends = text.split("-");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        InvalidOptionException.check(
                first <= last && last <= MAX_PORT,
                option,
                text,
                "must be a port or a range of ports, at most 65535",
                "8090-8189");
        return new PortRange(first, last);
    }
}
