package io.countenance.job.track;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Looks for embeddings where none may be. */
final class Biometrics {

    private Biometrics() {}

    /** Whether a number stands anywhere in these records, collections and arrays. */
    static boolean holds(Object value, float number) throws ReflectiveOperationException {
        if (value instanceof Number one) {
            return one.floatValue() == number;
        }
        List<Object> parts = new ArrayList<>();
        if (value instanceof Iterable<?> all) {
            all.forEach(parts::add);
        } else if (value instanceof Map<?, ?> map) {
            parts.addAll(map.values());
        } else if (value instanceof SpecificRecord avro) {
            for (Schema.Field field : avro.getSchema().getFields()) {
                parts.add(avro.get(field.pos()));
            }
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                parts.add(Array.get(value, i));
            }
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                parts.add(component.getAccessor().invoke(value));
            }
        }
        for (Object part : parts) {
            if (holds(part, number)) {
                return true;
            }
        }
        return false;
    }

    /** Names of fields, at any depth, of bytes, lists of numbers, or with a telling name. */
    static List<String> fieldsThatCouldHoldOne(Schema schema) {
        List<String> names = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (couldHoldOne(field.schema())
                    || field.name().toLowerCase(Locale.ROOT).contains("embed")) {
                names.add(field.name());
            }
            if (field.schema().getType() == Schema.Type.RECORD) {
                names.addAll(fieldsThatCouldHoldOne(field.schema()));
            }
        }
        return names;
    }

    private static boolean couldHoldOne(Schema schema) {
        return switch (schema.getType()) {
            case BYTES, FIXED -> true;
            case ARRAY -> schema.getElementType().getType() != Schema.Type.STRING;
            case UNION -> schema.getTypes().stream().anyMatch(Biometrics::couldHoldOne);
            default -> false;
        };
    }
}
