package io.countenance.export;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Parquet with the Avro schema's fields and types, compressed by Zstandard. One thread at a time.
 */
final class ParquetRecordWriter implements RecordWriter {

    private final ParquetWriter<SpecificRecord> writer;

    /** Opens a file, which must not be there. */
    ParquetRecordWriter(Path file, Schema schema) throws IOException {
        SpecificData data = new SpecificData();
        data.addLogicalTypeConversion(new TimestampMillisConversion());
        writer =
                AvroParquetWriter.<SpecificRecord>builder(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withSchema(schema)
                        .withDataModel(data)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .build();
    }

    @Override
    public void write(SpecificRecord record) throws IOException {
        writer.write(record);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
