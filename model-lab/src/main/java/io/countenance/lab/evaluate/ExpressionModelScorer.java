package io.countenance.lab.evaluate;

import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import java.util.List;

/**
 * Scores with an ONNX file through the class that serves in the job. Labels are matched by name.
 * Close it to free the session.
 */
public final class ExpressionModelScorer implements FaceScorer {

    private final ExpressionModel model;
    private final int[] columns;

    private ExpressionModelScorer(ExpressionModel model, int[] columns) {
        this.model = model;
        this.columns = columns;
    }

    /**
     * Opens a model for data with these labels.
     *
     * @throws io.countenance.vision.expression.InvalidModelException if the file is no model
     * @throws InvalidOptionException if it has other labels than the data
     */
    public static ExpressionModelScorer open(ExpressionModelOptions options, List<String> labels) {
        ExpressionModel model = ExpressionModel.open(options);
        try {
            List<String> own = model.contract().labels();
            InvalidOptionException.check(
                    own.size() == labels.size() && own.containsAll(labels),
                    "--model",
                    options.model(),
                    "must have the labels of the data, %s, not %s".formatted(labels, own),
                    "a model that was trained on the same labels");
            return new ExpressionModelScorer(
                    model, labels.stream().mapToInt(own::indexOf).toArray());
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    @Override
    public int inputSize() {
        return model.contract().inputSize();
    }

    @Override
    public float[][] score(byte[] grey, int count) {
        byte[] rgb = new byte[3 * grey.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey[i / 3];
        }
        float[][] scored = model.classify(rgb, count);
        float[][] ordered = new float[count][columns.length];
        for (int i = 0; i < count; i++) {
            for (int label = 0; label < columns.length; label++) {
                ordered[i][label] = scored[i][columns[label]];
            }
        }
        return ordered;
    }

    @Override
    public void close() {
        model.close();
    }
}
