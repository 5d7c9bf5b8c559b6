package io.countenance.schemas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as an Avro value of a topic are read or refused. */
class AvroRecordFuzzTest {

    private static final FuzzedValue VALUES = new FuzzedValue(ResultFormat.AVRO);

    private static Stream<Arguments> seeds() {
        return Stream.concat(
                FuzzedValue.seeds(ResultFormat.AVRO),
                Stream.of(Arguments.of(Named.of("in blocks", ExampleRecords.inBlocks()))));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void valuesAreReadOrRefused(byte[] value) {
        VALUES.check(value);
    }
}
