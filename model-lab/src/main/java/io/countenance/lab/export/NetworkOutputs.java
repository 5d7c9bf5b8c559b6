package io.countenance.lab.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.countenance.lab.network.NetworkInput;
import io.countenance.lab.network.ShuffleNetV2;
import java.util.Arrays;

/** What a network in DJL says of the faces that its file takes. */
final class NetworkOutputs {

    private NetworkOutputs() {}

    static FaceOutputs of(NDManager manager, ShuffleNetV2 network, RgbFaces faces) {
        try (NDManager arrays = manager.newSubManager()) {
            NDArray input =
                    NetworkInput.ofRgb(
                            arrays,
                            faces.rgb(),
                            faces.count(),
                            faces.size(),
                            network.spec().colour());
            NDArray logits =
                    network.forward(new ParameterStore(arrays, false), new NDList(input), false)
                            .singletonOrThrow();
            return new FaceOutputs(
                    rows(logits, faces.count()), rows(logits.softmax(1), faces.count()));
        }
    }

    private static float[][] rows(NDArray array, int count) {
        float[] values = array.toFloatArray();
        int columns = values.length / count;
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return rows;
    }
}
