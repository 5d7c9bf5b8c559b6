package io.countenance.export;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.specific.SpecificRecord;

/** CSV as RFC 4180 has it, UTF-8, with a line of names. One thread at a time. */
final class CsvRecordWriter implements RecordWriter {

    private final CsvColumns columns;
    private final SequenceWriter rows;

    /**
     * Opens a file, which must not be there.
     *
     * @param columns that have seen every record that will be written
     */
    CsvRecordWriter(Path file, CsvColumns columns) throws IOException {
        this.columns = columns;
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        columns.names().forEach(schema::addColumn);
        BufferedWriter text =
                Files.newBufferedWriter(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        rows = new CsvMapper().writer(schema.build()).writeValues(text);
    }

    @Override
    public void write(SpecificRecord record) throws IOException {
        rows.write(columns.row(record));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
