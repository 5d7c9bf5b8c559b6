package io.countenance.benchmarks.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.countenance.lab.export.ParityFaces;
import io.countenance.vision.expression.ModelFile;
import org.junit.jupiter.api.Test;

class StraightConversionTest {

    private static final int SIZE = 64;
    private static final int FACES = 5;

    @Test
    void computesWhatTheExportedFileDoes() throws Exception {
        byte[] crops = ParityFaces.generated(FACES, SIZE).rgb();
        byte[] model = StraightConversion.of(ModelFile.read("default").bytes(), SIZE);

        try (FaceClassifier exported = new ServedModel("default", 1, FACES);
                FaceClassifier straight = new StraightModel(model, SIZE, 8, 1, FACES)) {
            float[][] expected = exported.classify(crops, FACES);
            float[][] actual = straight.classify(crops, FACES);
            for (int i = 0; i < FACES; i++) {
                assertThat(actual[i]).containsExactly(expected[i], within(1e-4f));
            }
        }
    }

    @Test
    void everyConvolutionHasABatchNormAndNoBias() throws Exception {
        ModelProto model =
                ModelProto.parseFrom(
                        StraightConversion.of(ModelFile.read("default").bytes(), SIZE));

        assertThat(model.getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("Conv"))
                .hasSize(65)
                .extracting(NodeProto::getInputCount)
                .containsOnly(2);
        assertThat(model.getGraph().getNodeList())
                .filteredOn(node -> node.getOpType().equals("BatchNormalization"))
                .hasSize(65);
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("Cast", "MatMul");
    }
}
