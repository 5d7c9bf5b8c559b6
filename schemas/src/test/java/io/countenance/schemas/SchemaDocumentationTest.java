package io.countenance.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated pages in docs/ against the code; with -Dcountenance.docs.write=true it writes
 * them.
 */
class SchemaDocumentationTest {

    @Test
    void reasonCodes() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Reason codes

                        What stands in `reason` of a record in `dead-letters`, and as a label of the metrics that count them.

                        | code | meaning |
                        |---|---|
                        """);
        for (ReasonCode reason : ReasonCode.values()) {
            page.append("| `%s` | %s |\n".formatted(reason.code(), reason.description()));
        }
        assertUpToDate(Path.of("../docs/reason-codes.md"), page.toString());
    }

    @Test
    void topics() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Topics

                        Values are JSON (UTF-8) or Avro single-object encoding (the bytes C3 01, the schema's CRC-64-AVRO fingerprint, the
                        record), with the same fields by the same names. In JSON a field that may be null is its value or `null`; times are
                        whole numbers; a number that JSON cannot write is `"NaN"`, `"Infinity"` or `"-Infinity"`; bytes are Base64. The
                        Kafka header `content-type` of a result is `application/json` or `application/vnd.apache.avro.single-object`,
                        `record-type` is the name below. A result's Kafka timestamp is the time of writing.

                        `video-frames` may hold plain JPEG or PNG files too. Then the camera is the header `camera-id`, else the key; the
                        number is the header `sequence-number`, else the Kafka offset; the capture time is the header `capture-time`, else
                        the record's timestamp. The headers are text, numbers in decimal.
                        """);
        TopicSchemas.BY_TOPIC.forEach(
                (topic, schema) -> {
                    page.append(
                            "\n## %s: `%s`\n\n%s\n\n"
                                    .formatted(topic, schema.getName(), schema.getDoc()));
                    page.append("| field | type | description |\n|---|---|---|\n");
                    appendFields(page, schema, "");
                    page.append(
                            "\nOne record as JSON:\n\n```json\n%s\n```\n"
                                    .formatted(example(topic)));
                });
        assertUpToDate(Path.of("../docs/topics.md"), page.toString());
    }

    private static void appendFields(StringBuilder page, Schema record, String prefix) {
        for (Schema.Field field : record.getFields()) {
            Schema type = withoutNull(field.schema());
            String description = field.doc();
            if (type.getType() == Schema.Type.ENUM) {
                description += " " + type.getDoc();
            }
            page.append(
                    "| `%s%s` | %s | %s |\n"
                            .formatted(
                                    prefix, field.name(), typeName(field.schema()), description));
            if (type.getType() == Schema.Type.RECORD) {
                appendFields(page, type, prefix + field.name() + '.');
            }
        }
    }

    private static Schema withoutNull(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    private static String typeName(Schema schema) {
        Schema type = withoutNull(schema);
        String name =
                switch (type.getType()) {
                    case MAP -> "map of " + typeName(type.getValueType());
                    case ARRAY -> "list of " + typeName(type.getElementType());
                    case RECORD, ENUM -> type.getName();
                    case LONG -> type.getLogicalType() == null ? "long" : "time";
                    default -> type.getType().getName();
                };
        return schema.isNullable() ? name + " or null" : name;
    }

    private static String example(String topic) {
        return switch (topic) {
            case "video-frames" -> json(VideoFrame.class, ExampleRecords.videoFrame());
            case "face-expressions" -> json(FaceExpression.class, ExampleRecords.faceExpression());
            case "frame-results" -> json(FrameResult.class, ExampleRecords.frameResult());
            case "expression-windows" ->
                    json(ExpressionWindow.class, ExampleRecords.expressionWindow());
            case "room-windows" -> json(RoomWindow.class, ExampleRecords.roomWindow());
            case "dead-letters" -> json(DeadLetter.class, ExampleRecords.deadLetter());
            default -> throw new IllegalArgumentException("No example for " + topic);
        };
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> String json(
            Class<T> type, T record) {
        return new String(
                new RecordCodec<>(type, ResultFormat.JSON).encode(record), StandardCharsets.UTF_8);
    }

    private static void assertUpToDate(Path file, String page) throws IOException {
        if (Boolean.getBoolean("countenance.docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }
        assertThat(file)
                .as("regenerate with mvn -pl schemas test -Dcountenance.docs.write=true")
                .content()
                .isEqualTo(page);
    }
}
