package io.countenance.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots that earlier versions of the job wrote still restore. They are in {@code
 * src/test/resources/state/VERSION/UID}; {@code -Dcountenance.state.write=true} writes those of the
 * present version into a new folder, where any state has changed, and leaves the others alone.
 */
class OldStateTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "state");

    @BeforeAll
    static void writeNewVersion() throws Exception {
        if (!Boolean.getBoolean("countenance.state.write") || isUpToDate()) {
            return;
        }
        Path folder = FOLDER.resolve(Integer.toString(versions().size() + 1));
        Files.createDirectories(FOLDER);
        Files.createDirectory(folder);
        for (Rehearsal<?, ?> operator : Rehearsals.all()) {
            OperatorSnapshotUtil.writeStateHandle(
                    operator.snapshot(), folder.resolve(operator.uid()).toString());
        }
    }

    private static boolean isUpToDate() throws Exception {
        List<Path> versions = versions();
        if (versions.isEmpty()) {
            return false;
        }
        for (Rehearsal<?, ?> operator : Rehearsals.all()) {
            Path file = versions.get(versions.size() - 1).resolve(operator.uid());
            if (!Files.exists(file)
                    || !StateSchema.of(read(file)).equals(StateSchema.of(operator.snapshot()))) {
                return false;
            }
        }
        return true;
    }

    /** From the oldest to the newest. */
    private static List<Path> versions() throws IOException {
        if (!Files.exists(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted(
                            Comparator.comparingInt(
                                    folder -> Integer.parseInt(folder.getFileName().toString())))
                    .toList();
        }
    }

    private static OperatorSubtaskState read(Path file) throws Exception {
        return OperatorSnapshotUtil.readStateHandle(file.toString());
    }

    static List<Rehearsal<?, ?>> operators() {
        return Rehearsals.all();
    }

    static List<Arguments> oldSnapshots() throws IOException {
        List<Arguments> snapshots = new ArrayList<>();
        for (Path version : versions()) {
            for (Rehearsal<?, ?> operator : Rehearsals.all()) {
                Path file = version.resolve(operator.uid());
                if (Files.exists(file)) {
                    snapshots.add(Arguments.of(operator, file));
                }
            }
        }
        return snapshots;
    }

    @ParameterizedTest
    @MethodSource("oldSnapshots")
    void goesOnFromAnOldSnapshotAsIfNothingHadHappened(Rehearsal<?, ?> operator, Path file)
            throws Exception {
        assertThat(operator.goOn(read(file)))
                .as("%s, restored from %s", operator, file)
                .isNotEmpty()
                .isEqualTo(operator.goOnUndisturbed());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void theNewestSnapshotIsOfTheStateAsItIsNow(Rehearsal<?, ?> operator) throws Exception {
        List<Path> versions = versions();
        assertThat(versions).isNotEmpty();
        Path newest = versions.get(versions.size() - 1).resolve(operator.uid());
        assertThat(newest)
                .as("keep a snapshot of %s: -Dcountenance.state.write=true", operator)
                .exists();
        assertThat(StateSchema.of(operator.snapshot()))
                .as(
                        "the state of %s has changed: keep a snapshot of it, too, by -Dcountenance.state.write=true, and leave the old ones",
                        operator)
                .isEqualTo(StateSchema.of(read(newest)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void isWrittenBySerialisersThatKnowTheirVersion(Rehearsal<?, ?> operator) throws Exception {
        Map<String, String> schemas = StateSchema.of(operator.snapshot());
        assertThat(schemas).isNotEmpty();
        schemas.forEach(
                (state, schema) ->
                        assertThat(schema)
                                .as("%s of %s", state, operator)
                                .contains("SerializerSnapshot")
                                .doesNotContain("Kryo", "GenericType", "JavaSerializer"));
    }

    @Test
    void noOperatorWithStateIsLeftOut() {
        JobOptions options =
                JobOptions.parse("--kafka.bootstrap-servers=broker:9092", "--frames.max-fps=5");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        CountenanceJob.build(environment, options);
        List<String> withState =
                environment.getStreamGraph().getStreamNodes().stream()
                        .filter(OldStateTest::hasStateOfOurs)
                        .map(StreamNode::getTransformationUID)
                        .toList();
        assertThat(operators())
                .extracting(Rehearsal::uid)
                .containsExactlyInAnyOrderElementsOf(withState);
    }

    /** Kafka's source and sinks have state of their own, which Flink versions. */
    private static boolean hasStateOfOurs(StreamNode node) {
        if (!(node.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory)) {
            return false;
        }
        StreamOperator<?> operator = factory.getOperator();
        Function function =
                operator instanceof AbstractUdfStreamOperator<?, ?> user
                        ? user.getUserFunction()
                        : null;
        return node.getStatePartitioners().length > 0
                || function instanceof CheckpointedFunction
                || operator.getClass().getName().startsWith("io.countenance")
                        && Arrays.stream(operator.getClass().getDeclaredMethods())
                                .anyMatch(
                                        method ->
                                                Arrays.asList(method.getParameterTypes())
                                                        .contains(
                                                                StateInitializationContext.class));
    }
}
