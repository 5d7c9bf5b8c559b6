package io.countenance.vision.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.inference.ExecutionProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A detector that is an ONNX network of a known family. */
final class OnnxFaceDetector implements FaceDetector {

    private final OrtSession session;
    private final DetectorFamily family;
    private final PictureTensor input;
    private final String inputName;
    private final TensorInfo inputInfo;
    private final DetectorOptions options;
    private final String name;

    private OnnxFaceDetector(
            OrtSession session, DetectorFamily family, DetectorOptions options, String file)
            throws OrtException {
        this.session = session;
        this.family = family;
        this.options = options;
        this.input = new PictureTensor(family.pixels());
        NodeInfo node = session.getInputInfo().values().iterator().next();
        this.inputName = node.getName();
        this.inputInfo = pictureInput(node, file);
        this.name = family.name() + ":" + file;
    }

    /**
     * Opens a network.
     *
     * @param model the ONNX file's bytes
     * @param file its name, for messages
     */
    static OnnxFaceDetector open(byte[] model, String file, DetectorOptions options) {
        try (OrtSession.SessionOptions settings =
                ExecutionProviders.sessionOptions(options.device(), options.threads())) {
            OrtSession session = OrtEnvironment.getEnvironment().createSession(model, settings);
            try {
                return new OnnxFaceDetector(
                        session,
                        DetectorFamilies.recognise(session.getOutputInfo(), file),
                        options,
                        file);
            } catch (OrtException | RuntimeException failure) {
                session.close();
                throw failure;
            }
        } catch (OrtException failure) {
            throw new IllegalArgumentException(
                    "the detector %s cannot be opened by ONNX Runtime: %s"
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private static TensorInfo pictureInput(NodeInfo node, String file) {
        if (node.getInfo() instanceof TensorInfo info
                && info.type == OnnxJavaType.FLOAT
                && info.getShape().length == 4
                && info.getShape()[1] == 3) {
            return info;
        }
        throw new IllegalArgumentException(
                "the detector %s wants %s as its input, not float pictures of shape [batch, 3, height, width]"
                        .formatted(file, node.getInfo()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<List<DetectedFace>> detect(List<DecodedImage> images) {
        List<List<DetectedFace>> found = new ArrayList<>(images.size());
        for (DecodedImage image : images) {
            found.add(detect(image));
        }
        return found;
    }

    private List<DetectedFace> detect(DecodedImage image) {
        InputScale scale = scaleOf(image);
        input.reserve(1, scale.inputWidth(), scale.inputHeight());
        input.write(0, image, scale);
        long[] shape = {1, 3, scale.inputHeight(), scale.inputWidth()};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                input.values(1, scale.inputWidth(), scale.inputHeight()),
                                shape);
                OrtSession.Result result =
                        session.run(Map.of(inputName, tensor), family.outputs())) {
            List<DetectedFace> candidates =
                    family.decode(values(result, family.outputs()), 0, scale, options.minScore());
            return NonMaximumSuppression.STANDARD.apply(
                    candidates.stream().filter(this::isLargeEnough).toList());
        } catch (OrtException failure) {
            throw new IllegalStateException(
                    "the face detector %s failed on a picture of %d x %d px: %s"
                            .formatted(name, image.width(), image.height(), failure.getMessage()),
                    failure);
        }
    }

    private InputScale scaleOf(DecodedImage image) {
        long[] shape = inputInfo.getShape();
        if (shape[2] > 0 && shape[3] > 0) {
            return InputScale.into(image.width(), image.height(), (int) shape[3], (int) shape[2]);
        }
        return InputScale.toLongest(
                image.width(), image.height(), options.inputSize(), family.multiple());
    }

    private boolean isLargeEnough(DetectedFace face) {
        return Math.min(face.box().width(), face.box().height()) >= options.minFaceSize();
    }

    private static Map<String, OutputTensor> values(OrtSession.Result result, Set<String> names) {
        Map<String, OutputTensor> values = new HashMap<>();
        for (String output : names) {
            OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
            values.put(output, new OutputTensor(tensor.getFloatBuffer(), 1));
        }
        return values;
    }

    @Override
    public void close() {
        input.close();
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("the detector " + name + " cannot be closed", failure);
        }
    }
}
