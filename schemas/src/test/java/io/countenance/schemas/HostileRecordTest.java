package io.countenance.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.countenance.schemas.hostile.ByteMutator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged values of topics are read, or refused with the exceptions that readers know of. */
class HostileRecordTest {

    private static final int INPUTS = Integer.getInteger("countenance.hostile.inputs", 1000);
    private static final long SEED = Long.getLong("countenance.hostile.seed", 1);

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void windowsAreReadOrRefused(ResultFormat format) {
        read(ExpressionWindow.class, ExampleRecords.expressionWindow(), format);
    }

    @ParameterizedTest
    @EnumSource(ResultFormat.class)
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void facesAreReadOrRefused(ResultFormat format) {
        read(FaceExpression.class, ExampleRecords.faceExpression(), format);
    }

    private static <T extends SpecificRecord> void read(
            Class<T> type, T example, ResultFormat format) {
        RecordCodec<T> codec = new RecordCodec<>(type, format);
        ByteMutator mutator = new ByteMutator(SEED, List.of(codec.encode(example)));
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] value = mutator.next();
            try {
                codec.decode(value);
            } catch (MalformedRecordException | MissingSchemaException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail("input " + i + ": " + HexFormat.of().formatHex(value), e);
            }
        }
        assertThat(refused).isGreaterThan(INPUTS / 2);
    }
}
