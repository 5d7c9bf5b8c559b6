package io.countenance.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as one flat row: fields of records in it are named {@code box.x}, labels {@code
 * distribution.neutral}, lists are joined by spaces, times are ISO-8601 with ms, in UTC. Learns the
 * labels from the records that it sees, since no schema has them. One thread at a time.
 *
 * <p>A text that a spreadsheet would take for a formula has an apostrophe before it: whoever may
 * publish frames chooses their camera's name.
 */
final class CsvColumns {

    /** What a formula begins with, full-width forms too, and what is skipped before it. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final Schema schema;
    private final Map<String, Set<String>> labels = new LinkedHashMap<>();

    CsvColumns(Schema schema) {
        this.schema = schema;
        for (Schema.Field field : schema.getFields()) {
            if (field.schema().getType() == Schema.Type.MAP) {
                labels.put(field.name(), new LinkedHashSet<>());
            }
        }
    }

    /** Takes the labels of a record. */
    void see(IndexedRecord record) {
        labels.forEach(
                (field, known) ->
                        ((Map<?, ?>) record.get(schema.getField(field).pos()))
                                .keySet()
                                .forEach(label -> known.add(label.toString())));
    }

    /** The columns' names, in the schema's order. */
    List<String> names() {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        put(row, "", schema, null);
        return List.copyOf(row.keySet());
    }

    /** A record's values in the order of {@link #names()}; null where there is none. */
    @Nullable String[] row(IndexedRecord record) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        put(row, "", schema, record);
        return row.values().toArray(new String[0]);
    }

    private void put(
            Map<String, @Nullable String> row,
            String prefix,
            Schema type,
            @Nullable IndexedRecord record) {
        for (Schema.Field field : type.getFields()) {
            String name = prefix + field.name();
            Object value = record == null ? null : record.get(field.pos());
            switch (field.schema().getType()) {
                case RECORD -> put(row, name + '.', field.schema(), (IndexedRecord) value);
                case MAP ->
                        labels.get(name)
                                .forEach(
                                        label ->
                                                row.put(
                                                        name + '.' + label,
                                                        value == null
                                                                ? null
                                                                : text(
                                                                        ((Map<?, ?>) value)
                                                                                .get(label))));
                default -> row.put(name, text(value));
            }
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Instant time) {
            // Always with its ms: some readers take one form of time for a whole column.
            return String.format(Locale.ROOT, "%tFT%<tT.%<tLZ", time.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof List<?> list) {
            return harmless(String.join(" ", list.stream().map(Object::toString).toList()));
        }
        if (value instanceof CharSequence text) {
            return harmless(text.toString());
        }
        return value == null ? null : value.toString();
    }

    private static String harmless(String text) {
        return text.isEmpty() || FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
