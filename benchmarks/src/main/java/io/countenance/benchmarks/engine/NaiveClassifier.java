package io.countenance.benchmarks.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.countenance.benchmarks.expression.StraightConversion;
import io.countenance.connectors.publish.EncodedImage;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.expression.ModelFile;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.inference.Device;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.Java2DFrameUtils;

/**
 * What one would write without thinking of speed, as most examples do: ImageIO and BufferedImage,
 * faces looked for in the whole picture as it is, pixels one by one into float arrays, a call of
 * the network for each face. It has our detector, whose input OpenCV prepares, and one thread in
 * each network: better than most.
 */
final class NaiveClassifier implements FrameClassifier {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final FaceDetector detector;
    private final OrtSession classifier;
    private final int size;

    NaiveClassifier(KernelOptions options, RoomFrames frames) throws IOException, OrtException {
        // Straight from training: in floats, whichever of the shipped ones the job serves.
        String served = options.expressionModel().model();
        String model =
                ModelFile.isShipped(served) ? ExpressionModelOptions.defaults().model() : served;
        ModelContract contract =
                ExpressionModel.readContract(new ExpressionModelOptions(model, Device.CPU, 1, 1));
        size = contract.inputSize();
        DetectorOptions wanted = options.detector();
        detector =
                FaceDetectors.open(
                        new DetectorOptions(
                                wanted.model(),
                                Math.max(frames.width(), frames.height()),
                                wanted.minScore(),
                                1,
                                wanted.device(),
                                wanted.threads()));
        try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(options.expressionModel().threads());
            classifier =
                    environment.createSession(
                            StraightConversion.of(ModelFile.read(model).bytes(), size), settings);
        }
    }

    @Override
    public int classify(List<EncodedImage> frames) throws IOException, OrtException {
        int faces = 0;
        for (EncodedImage frame : frames) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(frame.bytes()));
            for (DetectedFace face : detect(image)) {
                classify(normalised(cut(image, face.box())));
                faces++;
            }
        }
        return faces;
    }

    private List<DetectedFace> detect(BufferedImage image) {
        try (DecodedImage pixels = new DecodedImage(Java2DFrameUtils.toMat(image))) {
            return detector.detect(List.of(pixels)).get(0);
        }
    }

    private BufferedImage cut(BufferedImage image, Box box) {
        int left = Math.max(0, Math.round(box.x()));
        int top = Math.max(0, Math.round(box.y()));
        int width = Math.min(image.getWidth() - left, Math.round(box.width()));
        int height = Math.min(image.getHeight() - top, Math.round(box.height()));
        BufferedImage face = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = face.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image.getSubimage(left, top, width, height), 0, 0, size, size, null);
        graphics.dispose();
        return face;
    }

    private float[][][][] normalised(BufferedImage face) {
        float[][][][] input = new float[1][3][size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int pixel = face.getRGB(x, y);
                float grey =
                        0.299f * (pixel >> 16 & 255)
                                + 0.587f * (pixel >> 8 & 255)
                                + 0.114f * (pixel & 255);
                for (int channel = 0; channel < 3; channel++) {
                    input[0][channel][y][x] = (grey - 128) / 64;
                }
            }
        }
        return input;
    }

    private float[] classify(float[][][][] face) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, face);
                OrtSession.Result result =
                        classifier.run(Map.of(StraightConversion.INPUT, input))) {
            return ((float[][]) result.get("distribution").orElseThrow().getValue())[0];
        }
    }

    @Override
    public void close() throws OrtException {
        classifier.close();
        detector.close();
    }
}
