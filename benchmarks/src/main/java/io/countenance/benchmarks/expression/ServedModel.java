package io.countenance.benchmarks.expression;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.inference.Device;

/** A file through the class that serves in the job. */
final class ServedModel implements FaceClassifier {

    private final ExpressionModel model;

    ServedModel(String file, int threads, int maxBatch) {
        model =
                ExpressionModel.open(
                        new ExpressionModelOptions(file, Device.CPU, threads, maxBatch));
    }

    @Override
    public float[][] classify(byte[] crops, int count) {
        return model.classify(crops, count);
    }

    @Override
    public void close() {
        model.close();
    }
}
