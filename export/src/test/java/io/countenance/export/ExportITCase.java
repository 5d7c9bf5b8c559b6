package io.countenance.export;

import static io.countenance.export.TestWindows.START;
import static io.countenance.export.TestWindows.record;
import static io.countenance.export.TestWindows.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.options.Program;
import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportITCase {

    @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();

    private static final String WINDOWS = "expression-windows";
    private static final String FRAMES = "my-frame-results";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @BeforeAll
    static void fill() throws Exception {
        KafkaTopics.create(
                BROKER.connection(),
                (short) 1,
                List.of(
                        new KafkaTopics.Topic(WINDOWS, 2, 1 << 20),
                        new KafkaTopics.Topic("room-windows", 1, 1 << 20),
                        new KafkaTopics.Topic("face-expressions", 1, 1 << 20),
                        new KafkaTopics.Topic(FRAMES, 1, 1 << 20)));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            records.add(record(WINDOWS, window("hall", 1, number, 0, 0.25), ResultFormat.JSON));
            records.add(
                    record(
                            WINDOWS,
                            window("a \"yard\",\nb", 2, number, 0, 0.5),
                            ResultFormat.AVRO));
        }
        records.add(record(WINDOWS, window("hall", 1, 2, 1, 0.125), ResultFormat.JSON));
        records.add(record(WINDOWS, window("hall", 1, 2, 0, 0.25), ResultFormat.JSON));
        records.add(new ProducerRecord<>(WINDOWS, "{\"no\": \"window\"}".getBytes()));
        RecordCodec<FrameResult> frames = new RecordCodec<>(FrameResult.class, ResultFormat.JSON);
        for (long number = 0; number < 10; number++) {
            records.add(
                    new ProducerRecord<>(
                            FRAMES,
                            frames.encode(
                                    new FrameResult(
                                            "hall",
                                            number,
                                            START.plusMillis(40 * number),
                                            FrameOutcome.CLASSIFIED,
                                            3,
                                            "a@1"))));
        }
        records.add(
                new ProducerRecord<>(
                        "face-expressions",
                        new RecordCodec<>(FaceExpression.class, ResultFormat.AVRO)
                                .encode(
                                        FaceExpression.newBuilder()
                                                .setCameraId("hall")
                                                .setSequenceNumber(7)
                                                .setCaptureTime(START)
                                                .setPersonId(3)
                                                .setFrameWidth(640)
                                                .setFrameHeight(480)
                                                .setBox(new BoundingBox(10f, 20f, 30f, 40f))
                                                .setDetectionScore(0.5f)
                                                .setQuality(
                                                        new FaceQuality(0.25f, 8f, 3f, null, -1f))
                                                .setDominant("neutral")
                                                .setDistribution(Map.of("neutral", 1f))
                                                .setModelId("m@1")
                                                .build())));
        BROKER.write(records);
    }

    private int export(String... arguments) {
        CommandLine line = Program.commandLine(new Export());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.stream().noneMatch(argument -> argument.startsWith("--bootstrap-servers="))) {
            all.add("--bootstrap-servers=" + BROKER.bootstrapServers());
        }
        return line.execute(all.toArray(new String[0]));
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(file.toFile())) {
            return rows.readAll();
        }
    }

    private static List<GenericRecord> parquet(Path file) throws IOException {
        List<GenericRecord> records = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader =
                AvroParquetReader.<GenericRecord>builder(
                                new LocalInputFile(file), new PlainParquetConfiguration())
                        .build()) {
            for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        return records;
    }

    @Test
    void csvHasTheHighestRevisionOfEveryWindow() throws Exception {
        Path file = folder.resolve("windows.csv");
        assertThat(export("--out=" + file)).as(err.toString()).isZero();
        List<Map<String, String>> rows = csv(file);
        assertThat(rows).hasSize(8);
        assertThat(rows)
                .filteredOn(row -> row.get("cameraId").equals("hall"))
                .extracting(row -> row.get("windowStart"), row -> row.get("revision"))
                .containsExactly(
                        tuple("2026-03-01T12:00:00.000Z", "0"),
                        tuple("2026-03-01T12:00:10.000Z", "0"),
                        tuple("2026-03-01T12:00:30.000Z", "0"),
                        tuple("2026-03-01T12:00:20.000Z", "1"));
        assertThat(rows)
                .filteredOn(row -> row.get("cameraId").equals("a \"yard\",\nb"))
                .hasSize(4)
                .allSatisfy(
                        row ->
                                assertThat(row)
                                        .containsEntry("distribution.neutral", "0.5")
                                        .containsEntry("standardError.neutral", "NaN")
                                        .containsEntry("modelIds", "a@1 b@2")
                                        .containsEntry("coverage", "0.75"));
        assertThat(out.toString())
                .contains(
                        "8 records of expression-windows in " + file,
                        "2 earlier revisions were left out",
                        "1 records are no ExpressionWindow and were left out");
    }

    @Test
    void parquetHasTheSchemasFieldsAndTypes() throws Exception {
        Path file = folder.resolve("windows.parquet");
        assertThat(export("--out=" + file, "--format=parquet", "--all-revisions"))
                .as("%s%s", out, err)
                .isZero();
        List<GenericRecord> records = parquet(file);
        assertThat(records).hasSize(10);
        ExpressionWindow expected = window("hall", 1, 2, 1, 0.125);
        assertThat(records)
                .filteredOn(record -> record.get("revision").equals(1))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.get("cameraId")).hasToString("hall");
                            assertThat(record.get("windowStart"))
                                    .isEqualTo(expected.getWindowStart());
                            assertThat(record.get("lastSeen")).isEqualTo(expected.getLastSeen());
                            assertThat(record.get("distribution"))
                                    .asString()
                                    .contains("neutral=0.125", "happiness=0.875");
                            assertThat(record.get("standardError")).asString().contains("=NaN");
                            assertThat(record.get("modelIds")).hasToString("[a@1, b@2]");
                            assertThat(record.getSchema().getField("windowStart").schema())
                                    .hasToString(
                                            "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}");
                        });
    }

    @Test
    void takesARangeOfTimeOrOffsets() throws Exception {
        Path times = folder.resolve("times.csv");
        assertThat(
                        export(
                                "--out=" + times,
                                "--from=2026-03-01T12:00:10Z",
                                "--to=" + START.plusSeconds(30).toEpochMilli()))
                .as(err.toString())
                .isZero();
        assertThat(csv(times))
                .hasSize(4)
                .extracting(row -> row.get("windowStart"))
                .containsOnly("2026-03-01T12:00:10.000Z", "2026-03-01T12:00:20.000Z");
        Path offsets = folder.resolve("offsets.parquet");
        assertThat(
                        export(
                                "--out=" + offsets,
                                "--records=frame-results",
                                "--topic=" + FRAMES,
                                "--format=parquet",
                                "--from-offset=3",
                                "--to-offset=7"))
                .as(err.toString())
                .isZero();
        assertThat(parquet(offsets))
                .extracting(record -> record.get("sequenceNumber"))
                .containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void aTopicWithNothingInRangeGivesAFileOfNames() throws Exception {
        Path file = folder.resolve("none.csv");
        assertThat(export("--out=" + file, "--from=2030-01-01T00:00:00Z")).isZero();
        assertThat(Files.readString(file)).startsWith("cameraId,personId,windowStart,");
        assertThat(csv(file)).isEmpty();
    }

    @Test
    void anEmptyTopicOrRangeOfOffsetsGivesAFileWithoutRecords() throws Exception {
        Path empty = folder.resolve("rooms.parquet");
        assertThat(export("--out=" + empty, "--records=room-windows", "--format=parquet"))
                .as(err.toString())
                .isZero();
        assertThat(parquet(empty)).isEmpty();
        Path emptyCsv = folder.resolve("rooms.csv");
        assertThat(export("--out=" + emptyCsv, "--records=room-windows")).isZero();
        assertThat(Files.readString(emptyCsv)).startsWith("cameraId,windowStart,windowEnd,");
        Path beyond = folder.resolve("beyond.csv");
        assertThat(export("--out=" + beyond, "--from-offset=1000", "--to-offset=2000"))
                .as(err.toString())
                .isZero();
        assertThat(csv(beyond)).isEmpty();
        assertThat(out.toString()).contains("0 records of expression-windows in " + beyond);
    }

    @Test
    void parquetHasFacesWithAllTheyHave() throws Exception {
        Path file = folder.resolve("faces.parquet");
        assertThat(export("--out=" + file, "--records=face-expressions", "--format=parquet"))
                .as(err.toString())
                .isZero();
        assertThat(parquet(file))
                .singleElement()
                .satisfies(
                        face -> {
                            assertThat(face.get("captureTime")).isEqualTo(START);
                            assertThat(((GenericRecord) face.get("box")).get("width"))
                                    .isEqualTo(30f);
                            GenericRecord quality = (GenericRecord) face.get("quality");
                            assertThat(quality.get("yawDegrees")).isNull();
                            assertThat(quality.get("rollDegrees")).isEqualTo(-1f);
                            assertThat(face.get("distribution")).asString().contains("neutral=1.0");
                        });
    }

    @Test
    void saysWhatIsWrongAndLeavesNoHalfFile() throws Exception {
        Path file = folder.resolve("windows.csv");
        assertThat(export("--out=" + file, "--topic=none")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no topic none");
        assertThat(export("--out=" + file, "--from=5", "--to=4")).isEqualTo(2);
        assertThat(err.toString()).contains("--to", "must be after --from");
        assertThat(export("--out=" + file, "--from-offset=5", "--to-offset=5")).isEqualTo(2);
        assertThat(err.toString()).contains("must be above --from-offset, 5");
        assertThat(export("--out=" + folder.resolve("no/windows.csv"))).isEqualTo(2);
        assertThat(err.toString()).contains("must be in a folder that is there");
        assertThat(folder).isEmptyDirectory();
        Files.writeString(file, "mine");
        assertThat(export("--out=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains("is there already; --overwrite replaces it");
        assertThat(file).hasContent("mine");
        assertThat(export("--out=" + file, "--overwrite")).isZero();
        assertThat(csv(file)).hasSize(8);
        assertThat(export("--out=" + folder, "--overwrite")).isEqualTo(2);
        assertThat(err.toString()).contains("--out", "is a folder, not a file");
    }

    @Test
    void givesUpOnABrokerThatDoesNotAnswer() {
        Path file = folder.resolve("windows.csv");
        assertThat(export("--out=" + file, "--bootstrap-servers=localhost:1", "--timeout=1s"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("localhost:1", "for 1s", "the topic expression-windows", "--timeout");
        assertThat(export("--out=" + file, "--timeout=0s")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--timeout: '0ms' is not allowed: must be at least 100ms.");
        assertThat(folder).isEmptyDirectory();
    }
}
