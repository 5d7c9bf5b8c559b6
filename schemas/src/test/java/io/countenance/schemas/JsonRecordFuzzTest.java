package io.countenance.schemas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a JSON value of a topic are read or refused. */
class JsonRecordFuzzTest {

    private static final FuzzedValue VALUES = new FuzzedValue(ResultFormat.JSON);

    private static Stream<Arguments> seeds() {
        return FuzzedValue.seeds(ResultFormat.JSON);
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void valuesAreReadOrRefused(byte[] value) {
        VALUES.check(value);
    }
}
