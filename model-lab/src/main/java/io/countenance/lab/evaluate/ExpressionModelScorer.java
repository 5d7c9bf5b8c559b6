package io.countenance.lab.evaluate;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.Luminance;
import io.countenance.options.InvalidOptionException;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores with an ONNX file through the class that serves in the job. Close it to free the session.
 */
public final class ExpressionModelScorer implements FaceScorer {

    private final ExpressionModel model;
    private final String name;
    private int[] columns;

    private ExpressionModelScorer(ExpressionModel model, String name) {
        this.model = model;
        this.name = name;
        columns = IntStream.range(0, model.contract().labels().size()).toArray();
    }

    /**
     * Opens a model; its results are in the order of its own labels.
     *
     * @throws io.countenance.vision.expression.InvalidModelException if the file is no model
     */
    public static ExpressionModelScorer open(ExpressionModelOptions options) {
        return new ExpressionModelScorer(ExpressionModel.open(options), options.model());
    }

    /**
     * Orders all further results by these labels.
     *
     * @throws InvalidOptionException if the model has others
     */
    public void orderBy(List<String> labels) {
        List<String> own = model.contract().labels();
        InvalidOptionException.check(
                own.size() == labels.size() && own.containsAll(labels),
                "--model",
                name,
                "must have the labels of the data, %s, not %s".formatted(labels, own),
                "a model that was trained on the same labels");
        columns = labels.stream().mapToInt(own::indexOf).toArray();
    }

    @Override
    public int inputSize() {
        return model.contract().inputSize();
    }

    /** What a file says that its model sees; RGB where it says nothing. */
    public static Colour colour(ModelContract contract) {
        String colour = contract.metadata().get("countenance.colour");
        return colour == null ? Colour.RGB : Colour.parse(colour);
    }

    @Override
    public Colour colour() {
        return colour(model.contract());
    }

    @Override
    public float[][] score(byte[] pixels, int count) {
        byte[] rgb = colour() == Colour.RGB ? pixels : Luminance.toRgb(pixels);
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
