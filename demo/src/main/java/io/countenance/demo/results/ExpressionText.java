package io.countenance.demo.results;

import io.countenance.schemas.ExpressionWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for windows. */
final class ExpressionText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private ExpressionText() {}

    /** {@link #strongest} of a window, which may decline to say. */
    static String of(boolean abstained, Map<String, Double> distribution, int count) {
        return abstained ? "not readable" : strongest(distribution, count);
    }

    /** The strongest expressions and their shares: {@code happiness 71 % neutral 20 %}. */
    static String strongest(Map<String, Double> distribution, int count) {
        return descending(distribution).stream()
                .limit(count)
                .map(entry -> "%s %.0f %%".formatted(entry.getKey(), 100 * entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    static List<Map.Entry<String, Double>> descending(Map<String, Double> distribution) {
        return distribution.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** When the window is: {@code 12:00:05-12:00:10}. */
    static String span(ExpressionWindow window) {
        return time(window.getWindowStart()) + "-" + time(window.getWindowEnd());
    }
}
