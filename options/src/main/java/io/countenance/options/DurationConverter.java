package io.countenance.options;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads times as {@code 500ms}, {@code 10s}, {@code 5min}, {@code 2h} or ISO-8601 ({@code PT10S}),
 * and writes them so. A time is 100 years of 365 days at most, ahead or back: added to a point in
 * time it stays one.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(ms|s|min|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of(
                    "ms",
                    1L,
                    "s",
                    1_000L,
                    "m",
                    60_000L,
                    "min",
                    60_000L,
                    "h",
                    3_600_000L,
                    "d",
                    86_400_000L);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String text) {
        Duration duration = read(text);
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
            throw new TypeConversionException(
                    "'" + text + "' is too long a time: at most " + format(LONGEST));
        }
        return duration;
    }

    private static Duration read(String text) {
        String value = text.trim().toLowerCase(Locale.ROOT);
        Matcher matcher = FORM.matcher(value);
        try {
            if (matcher.matches()) {
                return Duration.ofMillis(
                        Math.multiplyExact(
                                Long.parseLong(matcher.group(1)), MILLIS.get(matcher.group(2))));
            }
            return Duration.parse(text.trim());
        } catch (ArithmeticException | java.time.format.DateTimeParseException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is not a time: a number with ms, s, min, h or d, such as 500ms or 10s");
        }
    }

    /** The shortest form that {@link #convert} reads. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "min", "s"}) {
            if (millis != 0 && millis % MILLIS.get(unit) == 0) {
                return millis / MILLIS.get(unit) + unit;
            }
        }
        return millis + "ms";
    }
}
