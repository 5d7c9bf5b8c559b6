package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Numbers as an option writes them: {@code from:to:step}, or one by one with commas. */
final class NumberRange {

    private static final int MOST = 1000;

    private NumberRange() {}

    /**
     * The numbers in their order, exact as written.
     *
     * @param option for messages
     * @param text its value
     * @param low the lowest that is allowed
     * @param high the highest that is allowed
     */
    static List<BigDecimal> parse(String option, String text, int low, int high) {
        List<BigDecimal> numbers;
        try {
            numbers = text.contains(":") ? range(option, text) : list(text);
        } catch (NumberFormatException e) {
            numbers = List.of();
        }
        check(
                !numbers.isEmpty()
                        && numbers.stream()
                                .allMatch(
                                        number ->
                                                number.compareTo(BigDecimal.valueOf(low)) >= 0
                                                        && number.compareTo(
                                                                        BigDecimal.valueOf(high))
                                                                <= 0),
                option,
                text,
                "must be from:to:step or numbers with commas, each from %d to %d"
                        .formatted(low, high),
                "0:1:0.1");
        return numbers.stream().map(BigDecimal::stripTrailingZeros).distinct().toList();
    }

    private static List<BigDecimal> range(String option, String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            return List.of();
        }
        BigDecimal to = new BigDecimal(parts[1].trim());
        BigDecimal step = new BigDecimal(parts[2].trim());
        check(step.signum() > 0, option, text, "must have a step above 0", "0:1:0.1");
        List<BigDecimal> numbers = new ArrayList<>();
        BigDecimal next = new BigDecimal(parts[0].trim());
        while (next.compareTo(to) <= 0) {
            check(
                    numbers.size() < MOST,
                    option,
                    text,
                    "must be %d at most".formatted(MOST),
                    "0:1:0.1");
            numbers.add(next);
            next = next.add(step);
        }
        return numbers;
    }

    private static List<BigDecimal> list(String text) {
        return Stream.of(text.split(",", -1)).map(String::trim).map(BigDecimal::new).toList();
    }
}
