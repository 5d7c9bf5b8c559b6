package io.countenance.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    static Stream<Schema> topicSchemas() {
        return TopicSchemas.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("topicSchemas")
    void readsWhatEveryReleaseWrote(Schema today) {
        List<Schema> released = ReleasedSchemas.of(today.getName());
        assertThat(released).as("releases of %s", today.getName()).isNotEmpty();
        for (Schema old : released) {
            assertThat(
                            SchemaCompatibility.checkReaderWriterCompatibility(today, old)
                                    .getResult()
                                    .getIncompatibilities())
                    .isEmpty();
        }
    }

    /** So that jobs, publishers and consumers can be upgraded in any order. */
    @ParameterizedTest
    @MethodSource("topicSchemas")
    void theNewestReleaseReadsWhatIsWrittenToday(Schema today) {
        List<Schema> released = ReleasedSchemas.of(today.getName());
        Schema newest = released.get(released.size() - 1);
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(newest, today).getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("topicSchemas")
    void everyRecordEnumAndFieldIsDocumented(Schema schema) {
        assertThat(undocumented(schema, schema.getName())).isEmpty();
    }

    private static List<String> undocumented(Schema schema, String path) {
        List<String> found = new ArrayList<>();
        switch (schema.getType()) {
            case RECORD -> {
                if (isBlank(schema.getDoc())) {
                    found.add(path);
                }
                for (Schema.Field field : schema.getFields()) {
                    String fieldPath = path + '.' + field.name();
                    if (isBlank(field.doc())) {
                        found.add(fieldPath);
                    }
                    found.addAll(undocumented(field.schema(), fieldPath));
                }
            }
            case ENUM -> {
                for (String symbol : schema.getEnumSymbols()) {
                    if (isBlank(schema.getDoc()) || !schema.getDoc().contains(symbol + ":")) {
                        found.add(path + '.' + symbol);
                    }
                }
            }
            case UNION ->
                    schema.getTypes().forEach(branch -> found.addAll(undocumented(branch, path)));
            case MAP -> found.addAll(undocumented(schema.getValueType(), path));
            case ARRAY -> found.addAll(undocumented(schema.getElementType(), path));
            default -> {}
        }
        return found;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    @ParameterizedTest
    @MethodSource("topicSchemas")
    void timesAndSizesNameTheirUnit(Schema schema) {
        assertThat(fields(schema))
                .filteredOn(field -> field.schema().toString().contains("timestamp-millis"))
                .allSatisfy(
                        field ->
                                assertThat(field.doc())
                                        .as(field.name())
                                        .contains("ms")
                                        .contains("1970"));
        assertThat(fields(schema))
                .filteredOn(field -> field.name().matches("x|y|.*([wW]idth|[hH]eight)|.*Pixels"))
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).contains("px"));
        assertThat(fields(schema))
                .filteredOn(field -> field.name().endsWith("Degrees"))
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).contains("degrees"));
        assertThat(fields(schema))
                .filteredOn(field -> field.name().matches("entropy"))
                .allSatisfy(field -> assertThat(field.doc()).as(field.name()).contains("bits"));
    }

    private static List<Schema.Field> fields(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        if (schema.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : schema.getFields()) {
                fields.add(field);
                fields.addAll(fields(field.schema()));
            }
        }
        return fields;
    }
}
