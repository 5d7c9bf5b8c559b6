package io.countenance.export;

import io.countenance.connectors.topics.TopicRange;
import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.ResultDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.apache.avro.Schema;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One export. Reads the range twice where a first look is needed: CSV must know all labels before
 * its first line, and of a window only the highest revision is written.
 */
final class ExportRun {

    /**
     * What came of it.
     *
     * @param written records in the file
     * @param superseded windows that were left out since a higher revision is in the range
     * @param unreadable values that are no such record
     */
    record Outcome(long written, long superseded, long unreadable) {}

    private final TopicRange range;
    private final ExportedRecords records;
    private final ExportFormat format;
    private final boolean allRevisions;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final ProgressBar progress;
    private final ResultDecoder<? extends SpecificRecord> decoder;
    private final Schema schema;
    private final int timePosition;
    private long written;
    private long superseded;
    private long unreadable;

    /**
     * @param range remains the caller's
     * @param from records before are left out, by event time; null for none
     * @param to records of then or later are left out, by event time; null for none
     * @param progress told of each record that is read, in {@link #passes()} times the range's
     *     length
     */
    ExportRun(
            TopicRange range,
            ExportedRecords records,
            ExportFormat format,
            boolean allRevisions,
            @Nullable Instant from,
            @Nullable Instant to,
            ProgressBar progress) {
        this.range = range;
        this.records = records;
        this.format = format;
        this.allRevisions = allRevisions;
        this.from = from;
        this.to = to;
        this.progress = progress;
        decoder = new ResultDecoder<>(records.type());
        schema = SpecificData.get().getSchema(records.type());
        timePosition = schema.getField(records.timeField()).pos();
    }

    /** How often the range is read. */
    static int passes(ExportedRecords records, ExportFormat format, boolean allRevisions) {
        return format == ExportFormat.CSV || records.revised() && !allRevisions ? 2 : 1;
    }

    /**
     * Writes the file, under another name until it is whole; a file that is there is replaced then.
     */
    Outcome write(Path file) throws IOException {
        LatestRevisions revisions = new LatestRevisions();
        CsvColumns columns = new CsvColumns(schema);
        boolean latestOnly = records.revised() && !allRevisions;
        if (passes(records, format, allRevisions) == 2) {
            read(
                    record -> {
                        columns.see(record);
                        if (latestOnly) {
                            revisions.see(record);
                        }
                    });
            // Counted as they are written.
            unreadable = 0;
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        try {
            try (RecordWriter writer = open(partial, columns)) {
                read(
                        record -> {
                            if (latestOnly && !revisions.holds(record)) {
                                superseded++;
                            } else {
                                write(writer, record);
                            }
                        });
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        return new Outcome(written, superseded, unreadable);
    }

    private RecordWriter open(Path file, CsvColumns columns) throws IOException {
        return switch (format) {
            case CSV -> new CsvRecordWriter(file, columns);
            case PARQUET -> new ParquetRecordWriter(file, schema);
        };
    }

    private void write(RecordWriter writer, SpecificRecord record) {
        try {
            writer.write(record);
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be written", e);
        }
    }

    private void read(Consumer<SpecificRecord> reader) {
        range.forEach(
                found -> {
                    progress.step();
                    SpecificRecord record = decode(found);
                    if (record != null && within((Instant) record.get(timePosition))) {
                        reader.accept(record);
                    }
                });
    }

    private @Nullable SpecificRecord decode(ConsumerRecord<byte[], byte[]> found) {
        try {
            return decoder.decode(found.value());
        } catch (MalformedRecordException | MissingSchemaException e) {
            unreadable++;
            return null;
        }
    }

    private boolean within(Instant time) {
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }
}
