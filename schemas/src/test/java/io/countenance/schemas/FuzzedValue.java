package io.countenance.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** What must hold of any bytes that a topic gives as the value of a record. */
final class FuzzedValue {

    /** A message, and a class that is loaded late; more than that must come from the value. */
    private static final long ALLOWED_BYTES = 16 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<RecordCodec<? extends SpecificRecord>> codecs;

    FuzzedValue(ResultFormat format) {
        codecs = examples().<RecordCodec<?>>map(record -> codec(record, format)).toList();
        // Most classes are loaded by this, whose memory is not the value's.
        codecs.forEach(codec -> check(codec, encoded(ExampleRecords.faceExpression(), format)));
    }

    /** A whole value of each topic. */
    static Stream<Arguments> seeds(ResultFormat format) {
        return examples()
                .map(
                        record ->
                                Arguments.of(
                                        Named.of(
                                                record.getSchema().getName(),
                                                encoded(record, format))));
    }

    /**
     * Reads a value as a record of each topic: it is refused, or read, and then written and read
     * again the same. Takes memory in proportion to the value.
     */
    void check(byte[] value) {
        for (RecordCodec<? extends SpecificRecord> codec : codecs) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            check(codec, value);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .isLessThan(ALLOWED_BYTES + 100L * value.length);
        }
    }

    private static <T extends SpecificRecord> void check(RecordCodec<T> codec, byte[] value) {
        T record;
        try {
            record = codec.decode(value);
        } catch (MalformedRecordException | MissingSchemaException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(codec.decode(codec.encode(record))).isEqualTo(record);
    }

    private static Stream<SpecificRecord> examples() {
        return Stream.of(
                ExampleRecords.videoFrame(),
                ExampleRecords.faceExpression(),
                ExampleRecords.frameResult(),
                ExampleRecords.expressionWindow(),
                ExampleRecords.roomWindow(),
                ExampleRecords.deadLetter());
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> RecordCodec<T> codec(T record, ResultFormat format) {
        return new RecordCodec<>((Class<T>) record.getClass(), format);
    }

    private static <T extends SpecificRecord> byte[] encoded(T record, ResultFormat format) {
        return codec(record, format).encode(record);
    }
}
