package io.countenance.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileCheckTest {

    private static final TensorProto ELSEWHERE =
            TensorProto.newBuilder()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                            StringStringEntryProto.newBuilder()
                                    .setKey("location")
                                    .setValue("/etc/passwd"))
                    .build();
    private static final NodeProto OPENS_A_FILE =
            NodeProto.newBuilder().setOpType("EPContext").setDomain("com.microsoft").build();

    private static Stream<Arguments> places() {
        NodeProto constant = node(AttributeProto.newBuilder().setT(ELSEWHERE));
        SparseTensorProto sparse = SparseTensorProto.newBuilder().setIndices(ELSEWHERE).build();
        return Stream.of(
                Arguments.of("an initializer", graph().addInitializer(ELSEWHERE)),
                Arguments.of(
                        "a sparse initializer",
                        graph().addSparseInitializer(
                                        SparseTensorProto.newBuilder().setValues(ELSEWHERE))),
                Arguments.of("a constant", graph().addNode(constant)),
                Arguments.of(
                        "a list of constants",
                        graph().addNode(node(AttributeProto.newBuilder().addTensors(ELSEWHERE)))),
                Arguments.of(
                        "a sparse constant",
                        graph().addNode(node(AttributeProto.newBuilder().setSparseTensor(sparse)))),
                Arguments.of("a branch", graph().addNode(branch(graph().addNode(constant)))),
                Arguments.of(
                        "a list of graphs",
                        graph().addNode(
                                        node(
                                                AttributeProto.newBuilder()
                                                        .addGraphs(
                                                                graph().addInitializer(
                                                                                ELSEWHERE))))));
    }

    /**
     * Models that break a rule in each of these places, which their graphs' documentation names.
     */
    static Stream<ModelProto> models() {
        Stream<ModelProto> elsewhere =
                places().map(Arguments::get)
                        .map(
                                place ->
                                        OnnxGraphs.model(
                                                        ((GraphProto.Builder) place[1])
                                                                .setDocString((String) place[0])
                                                                .build())
                                                .build());
        ModelProto settings =
                OnnxGraphs.model(graph().setDocString("settings").addNode(OPENS_A_FILE).build())
                        .addMetadataProps(StringStringEntryProto.newBuilder().setKey("ort_config"))
                        .addFunctions(
                                FunctionProto.newBuilder()
                                        .setName("Block")
                                        .setDomain("local")
                                        .addNode(OPENS_A_FILE))
                        .addTrainingInfo(
                                TrainingInfoProto.newBuilder()
                                        .setAlgorithm(graph().addNode(OPENS_A_FILE)))
                        .build();
        return Stream.concat(elsewhere, Stream.of(settings));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void refusesDataInAnotherFile(String place, GraphProto.Builder graph) {
        assertBreach(
                OnnxGraphs.model(graph.build()),
                "some of its weights lie in another file",
                "one file that holds all weights");
    }

    @Test
    void refusesDataInAnotherFileInAFunction() {
        NodeProto constant = node(AttributeProto.newBuilder().setT(ELSEWHERE));
        assertBreach(
                model().addFunctions(FunctionProto.newBuilder().addNode(constant)),
                "some of its weights lie in another file",
                "one file that holds all weights");
        assertBreach(
                model().addFunctions(
                                FunctionProto.newBuilder()
                                        .addAttributeProto(
                                                AttributeProto.newBuilder().setT(ELSEWHERE))),
                "some of its weights lie in another file",
                "one file that holds all weights");
    }

    @Test
    void refusesOperatorsBeyondTheStandard() {
        String found = "it uses the operator 'EPContext' of the domain 'com.microsoft'";
        String rule =
                "operators of the ONNX standard only (domain ai.onnx), with functions of the file's own inlined";
        GraphProto.Builder direct = graph().addNode(OPENS_A_FILE);
        assertBreach(OnnxGraphs.model(direct.build()), found, rule);
        assertBreach(
                OnnxGraphs.model(graph().addNode(branch(branches(3, direct))).build()),
                found,
                rule);
        assertBreach(
                model().addFunctions(FunctionProto.newBuilder().addNode(OPENS_A_FILE)),
                found,
                rule);
        assertBreach(
                model().addTrainingInfo(TrainingInfoProto.newBuilder().setAlgorithm(direct)),
                found,
                rule);
    }

    @Test
    void refusesCallsOfTheFilesOwnFunctions() {
        ModelProto.Builder calling =
                OnnxGraphs.model(
                                graph().addNode(
                                                NodeProto.newBuilder()
                                                        .setOpType("Block")
                                                        .setDomain("local"))
                                        .build())
                        .addFunctions(
                                FunctionProto.newBuilder().setName("Block").setDomain("local"));
        assertThat(ModelFileCheck.breachIn(calling.build().toByteArray()).found())
                .isEqualTo("it uses the operator 'Block' of the domain 'local'");
    }

    @Test
    void refusesSettingsForTheRuntime() {
        assertBreach(
                model().addMetadataProps(
                                StringStringEntryProto.newBuilder()
                                        .setKey("ort_config")
                                        .setValue(
                                                "{\"session_options\":{\"enable_profiling\":1}}")),
                "its metadata has ort_config",
                "no settings for ONNX Runtime in the file");
    }

    @Test
    void takesBothNamesOfTheStandardAndImportsThatNothingUses() {
        ModelProto.Builder model =
                OnnxGraphs.model(
                                graph().addNode(
                                                NodeProto.newBuilder()
                                                        .setOpType("Relu")
                                                        .setDomain("ai.onnx"))
                                        .build())
                        .addOpsetImport(
                                OperatorSetIdProto.newBuilder()
                                        .setDomain("com.microsoft")
                                        .setVersion(1));
        assertThat(ModelFileCheck.breachIn(model.build().toByteArray())).isNull();
        assertThat(ModelFileCheck.breachIn(OnnxGraphs.identity())).isNull();
    }

    @Test
    void refusesADomainThatALaterOneHides() {
        byte[] node = OPENS_A_FILE.toByteArray();
        byte[] standard = NodeProto.newBuilder().setDomain("ai.onnx").build().toByteArray();
        byte[] graph = field(1, concatenated(node, standard));
        assertThat(ModelFileCheck.breachIn(field(7, graph)).found()).contains("'com.microsoft'");
    }

    @Test
    void readsFieldNumbersAsProtobufDoes() throws Exception {
        // Five bytes hold 35 bits, of which protobuf's C++ takes 32: field 14 with a bit above.
        byte[] tag = {(byte) (14 << 3 | 0x80), (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x10};
        byte[] tensor = concatenated(tag, new byte[] {1});
        assertThat(ModelFileCheck.breachIn(field(7, field(5, tensor))).found())
                .isEqualTo("some of its weights lie in another file");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 60})
    void refusesAFileThatIsCutShort(int missing) {
        byte[] whole = OnnxGraphs.identity();
        byte[] part = Arrays.copyOf(whole, whole.length - missing);
        assertThat(ModelFileCheck.breachIn(part))
                .isEqualTo(
                        new ModelFileCheck.Breach(
                                "it is no ONNX file, or not a whole one",
                                "a model in ONNX format"));
    }

    @Test
    void refusesWhatItCannotWalk() {
        byte[] group = {7 << 3 | 3, 7 << 3 | 4};
        byte[] endlessNumber = new byte[12];
        Arrays.fill(endlessNumber, (byte) 0xff);
        byte[] longerThanAnyFile = {7 << 3 | 2, -1, -1, -1, -1, 0x7f};
        for (byte[] bytes : new byte[][] {group, endlessNumber, longerThanAnyFile}) {
            assertThat(ModelFileCheck.breachIn(bytes).found()).startsWith("it is no ONNX file");
        }
        GraphProto.Builder deep = branches(40, graph().addInitializer(ELSEWHERE));
        assertThat(ModelFileCheck.breachIn(OnnxGraphs.model(deep.build()).build().toByteArray()))
                .isNotNull();
    }

    /** A file of ONNX Runtime's own format begins with an offset and these letters. */
    @Test
    void opensNoFileOfAnotherFormat() throws Exception {
        byte[] file = "\u0008\0\0\0ORTM and more".getBytes(StandardCharsets.US_ASCII);
        assertThat(ModelFileCheck.breachIn(file).found()).startsWith("it is no ONNX file");
        try (SessionOptions options = ExecutionProviders.sessionOptions(Device.CPU, 1);
                SessionOptions plain = new SessionOptions()) {
            assertThat(failure(file, options)).contains("protobuf parsing failed");
            assertThat(failure(file, plain)).doesNotContain("protobuf parsing");
        }
    }

    private static String failure(byte[] file, SessionOptions options) {
        return catchThrowableOfType(
                        OrtException.class,
                        () -> OrtEnvironment.getEnvironment().createSession(file, options))
                .getMessage();
    }

    private static void assertBreach(ModelProto.Builder model, String found, String rule) {
        assertThat(ModelFileCheck.breachIn(model.build().toByteArray()))
                .isEqualTo(new ModelFileCheck.Breach(found, rule));
    }

    private static ModelProto.Builder model() {
        return OnnxGraphs.model(graph().build());
    }

    private static GraphProto.Builder graph() {
        return GraphProto.newBuilder().setName("test");
    }

    private static NodeProto node(AttributeProto.Builder attribute) {
        return NodeProto.newBuilder().setOpType("Constant").addAttribute(attribute).build();
    }

    private static NodeProto branch(GraphProto.Builder inside) {
        return node(AttributeProto.newBuilder().setG(inside));
    }

    private static GraphProto.Builder branches(int depth, GraphProto.Builder innermost) {
        GraphProto.Builder graph = innermost;
        for (int i = 0; i < depth; i++) {
            graph = graph().addNode(branch(graph));
        }
        return graph;
    }

    /** A field of up to 127 bytes. */
    private static byte[] field(int number, byte[] content) {
        return concatenated(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
