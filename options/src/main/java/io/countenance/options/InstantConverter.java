package io.countenance.options;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads points in time, to the ms, as ISO-8601 ({@code 2026-11-25T13:00:00Z}) or as ms since 1970.
 */
public final class InstantConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        String value = text.trim();
        try {
            return Instant.ofEpochMilli(
                    value.matches("\\d{1,15}")
                            ? Long.parseLong(value)
                            : Instant.parse(value).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is not a point in time: ISO-8601 such as 2026-11-25T13:00:00Z, or ms since 1970");
        }
    }
}
