package io.countenance.vision.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.countenance.schemas.hostile.ByteMutator;
import io.countenance.vision.inference.Device;
import io.countenance.vision.inference.InferenceException;
import io.countenance.vision.inference.OnnxGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged model files are opened, or refused with a message that names the file. */
class HostileModelTest {

    private static final int INPUTS = Integer.getInteger("countenance.hostile.inputs", 500);
    private static final long SEED = Long.getLong("countenance.hostile.seed", 1);
    private static final int SIZE = 32;

    @TempDir private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void modelsAreOpenedOrRefused() throws Exception {
        ModelProto model =
                OnnxGraphs.withMetadata(
                                OnnxGraphs.model(
                                        OnnxGraphs.faceNetwork(OnnxGraphs.Head.GEMM, SIZE, 4)
                                                .build()),
                                Map.of(
                                        "countenance.contract", "1",
                                        "countenance.labels", "neutral,happiness,surprise,anger",
                                        "countenance.crop", "square:0.25",
                                        "countenance.input-size", "" + SIZE))
                        .build();
        ByteMutator mutator = new ByteMutator(SEED, List.of(model.toByteArray()));
        Path file = directory.resolve("faces.onnx");
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutator.next();
            Files.write(file, bytes);
            try (ExpressionModel opened =
                    ExpressionModel.open(
                            new ExpressionModelOptions(file.toString(), Device.CPU, 1, 2))) {
                int side = opened.contract().inputSize();
                opened.classify(new byte[3 * side * side], 1);
            } catch (InvalidModelException e) {
                assertThat(e.getMessage()).contains(file.toString());
                refused++;
            } catch (InferenceException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("input " + i + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(refused).isGreaterThan(INPUTS / 4);
    }
}
