package io.countenance.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code AT_LEAST_ONCE} from {@code at-least-once}, in any case. Safe for several threads.
 *
 * @param <E> the choices
 */
public final class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    EnumConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(
                        constant ->
                                written(constant).equalsIgnoreCase(text.trim().replace('_', '-')))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'" + text + "' is not one of " + choices(type, ", ")));
    }

    /** A choice as options write it: {@code at-least-once}. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String choices(Class<? extends Enum<?>> type, String separator) {
        return Arrays.stream(type.getEnumConstants())
                .map(EnumConverter::written)
                .collect(Collectors.joining(separator));
    }
}
