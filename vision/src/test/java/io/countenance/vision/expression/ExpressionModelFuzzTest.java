package io.countenance.vision.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.schemas.hostile.LastInput;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.InferenceException;
import io.countenance.vision.inference.OnnxGraphs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a model that keeps its contract, or are refused. */
class ExpressionModelFuzzTest {

    private static final String FILE = "fuzzed.onnx";
    private static final int SIZE = 16;
    private static final ExpressionModelOptions OPTIONS =
            new ExpressionModelOptions(FILE, Device.CPU, 1, 2);
    private static final LastInput LAST = new LastInput(ExpressionModelFuzzTest.class);

    private static Stream<Arguments> seeds() {
        return Stream.of(
                Arguments.of(
                        Named.of("averages", model(OnnxGraphs.averages(SIZE, 2), "square:0.25"))),
                Arguments.of(
                        Named.of(
                                "by landmarks",
                                model(OnnxGraphs.averages(SIZE, 2), "five-point"))));
    }

    private static byte[] model(GraphProto.Builder graph, String crop) {
        return OnnxGraphs.withMetadata(
                        OnnxGraphs.model(graph.build()),
                        Map.of(
                                "countenance.contract",
                                "1",
                                "countenance.labels",
                                "calm,other",
                                "countenance.crop",
                                crop,
                                "countenance.input-size",
                                "" + SIZE))
                .build()
                .toByteArray();
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void modelsAreOpenedOrRefused(byte[] bytes) throws IOException {
        LAST.keep(bytes);
        ModelFile file = ModelFile.read(FILE, bytes.length, new ByteArrayInputStream(bytes));
        try (ExpressionModel model = ExpressionModel.open(file, OPTIONS)) {
            ModelContract contract = model.contract();
            byte[] face = new byte[3 * contract.inputSize() * contract.inputSize()];
            assertThat(model.classify(face, 1)).hasDimensions(1, contract.labels().size());
        } catch (InvalidModelException e) {
            assertThat(e.getMessage()).contains(FILE);
        } catch (InferenceException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
