package io.countenance.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What protobuf finds anywhere in a file that the check has let pass is harmless: the check
 * overlooks nothing, however the bytes are laid out.
 */
class ModelFileCheckFuzzTest {

    private static Stream<Arguments> seeds() {
        return Stream.concat(
                Stream.of(Arguments.of(Named.of("a whole model", OnnxGraphs.identity()))),
                ModelFileCheckTest.models()
                        .map(
                                model ->
                                        Arguments.of(
                                                Named.of(
                                                        model.getGraph().getDocString(),
                                                        model.toByteArray()))));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void whatPassesIsHarmless(byte[] file) {
        ModelFileCheck.Breach breach = ModelFileCheck.breachIn(file);
        if (breach != null) {
            assertThat(breach.found()).isNotBlank();
            assertThat(breach.rule()).isNotBlank();
            return;
        }
        ModelProto model;
        try {
            model = ModelProto.parseFrom(file);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        assertThat(model.getMetadataPropsList())
                .extracting(StringStringEntryProto::getKey)
                .doesNotContain("ort_config");
        assertHarmless(model);
    }

    private static void assertHarmless(Message message) {
        if (message instanceof TensorProto tensor) {
            assertThat(tensor.getDataLocation()).isEqualTo(TensorProto.DataLocation.DEFAULT);
            assertThat(tensor.getExternalDataList()).isEmpty();
        } else if (message instanceof NodeProto node) {
            assertThat(node.getDomain()).isIn("", "ai.onnx");
        }
        for (Object value : message.getAllFields().values()) {
            Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
            for (Object each : values) {
                if (each instanceof Message nested) {
                    assertHarmless(nested);
                }
            }
        }
    }
}
