package io.countenance.job.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * An operator with state, and input for it: what comes before a snapshot, so that each of its
 * states holds something, and what comes after a restore, so that each of them tells in the output.
 *
 * @param <I> what it takes
 * @param <O> what it puts out
 * @param uid of the operator in the job
 * @param operator a harness around a new one
 * @param before the snapshot
 * @param after the restore
 * @param sides its side outputs
 */
record Rehearsal<I, O>(
        String uid,
        SupplierWithException<OneInputStreamOperatorTestHarness<I, O>, Exception> operator,
        ThrowingConsumer<OneInputStreamOperatorTestHarness<I, O>, Exception> before,
        ThrowingConsumer<OneInputStreamOperatorTestHarness<I, O>, Exception> after,
        List<OutputTag<?>> sides) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The state after what comes before. */
    OperatorSubtaskState snapshot() throws Exception {
        try (var harness = operator.get()) {
            harness.open();
            before.accept(harness);
            return harness.snapshot(1, 1);
        }
    }

    /** What is put out from there on. */
    List<String> goOn(OperatorSubtaskState state) throws Exception {
        try (var harness = operator.get()) {
            harness.initializeState(state);
            harness.open();
            after.accept(harness);
            return output(harness);
        }
    }

    /** What an operator that was never restored puts out in the same place. */
    List<String> goOnUndisturbed() throws Exception {
        try (var harness = operator.get()) {
            harness.open();
            before.accept(harness);
            harness.getOutput().clear();
            sides.forEach(side -> records(harness, side).clear());
            after.accept(harness);
            return output(harness);
        }
    }

    private List<String> output(OneInputStreamOperatorTestHarness<I, O> harness) {
        List<String> output = new ArrayList<>();
        harness.extractOutputValues().forEach(value -> output.add(text(value)));
        for (OutputTag<?> side : sides) {
            records(harness, side).forEach(record -> output.add(text(record.getValue())));
        }
        return output;
    }

    private static <X> Queue<StreamRecord<X>> records(
            OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<X> side) {
        Queue<StreamRecord<X>> records = harness.getSideOutput(side);
        return records == null ? new ArrayDeque<>() : records;
    }

    /** Everything that is in it; of Avro's records Jackson would write the schemas, too. */
    private static String text(Object value) {
        try {
            return value instanceof SpecificRecord
                    ? value.toString()
                    : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass() + " cannot be written as JSON", e);
        }
    }

    @Override
    public String toString() {
        return uid;
    }
}
