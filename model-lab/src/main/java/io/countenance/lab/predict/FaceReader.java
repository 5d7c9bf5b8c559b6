package io.countenance.lab.predict;

import io.countenance.lab.detect.FaceFinder;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.image.DecodedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the expressions of all faces of a picture, as the job does. One thread at a time; close it
 * to free both models.
 */
public final class FaceReader implements AutoCloseable {

    private final ExpressionModel model;
    private final FaceFinder finder;

    /**
     * Opens both models.
     *
     * @throws IllegalArgumentException if there is no such detector
     * @throws io.countenance.vision.expression.InvalidModelException if the file is no model
     */
    public FaceReader(ExpressionModelOptions model, DetectorOptions detector) {
        this.model = ExpressionModel.open(model);
        try {
            finder =
                    new FaceFinder(
                            detector,
                            this.model.contract().cropPolicy(),
                            this.model.contract().inputSize());
        } catch (RuntimeException e) {
            this.model.close();
            throw e;
        }
    }

    /** The model's labels, in the order of the distributions. */
    public List<String> labels() {
        return model.contract().labels();
    }

    /**
     * Decodes a picture's file; the caller closes what comes back.
     *
     * @throws IOException where it cannot be; the message is a reason for people
     */
    public DecodedImage open(byte[] file) throws IOException {
        return finder.open(file);
    }

    /** All faces, from left to right. */
    public List<PredictedFace> read(DecodedImage picture) {
        List<DetectedFace> found = new ArrayList<>(finder.find(picture));
        found.sort(Comparator.comparingDouble(face -> face.box().centerX()));
        List<PredictedFace> faces = new ArrayList<>();
        for (DetectedFace face : found) {
            float[] distribution = model.classify(finder.crop(picture, face), 1)[0];
            faces.add(new PredictedFace(faces.size() + 1, face.box(), face.score(), distribution));
        }
        return faces;
    }

    @Override
    public void close() {
        try (ExpressionModel closed = model) {
            finder.close();
        }
    }
}
