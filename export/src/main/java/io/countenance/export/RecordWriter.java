package io.countenance.export;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Writes records to a file of some format; {@link #close()} completes it. */
interface RecordWriter extends AutoCloseable {

    void write(SpecificRecord record) throws IOException;

    @Override
    void close() throws IOException;
}
