package io.countenance.benchmarks.engine;

import io.countenance.connectors.publish.EncodedImage;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.RejectedImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ceiling: the job's own kernels and nothing else. Decodes, detects, crops and classifies; the
 * faces of all frames that are given together share a call of the expression model, as in the job.
 */
final class BareClassifier implements FrameClassifier {

    private final ImageDecoder decoder;
    private final FaceDetector detector;
    private final ExpressionModel model;
    private final FaceCropper cropper;
    private final int cropSize;

    BareClassifier(KernelOptions options) {
        decoder = new ImageDecoder(options.imageLimits());
        detector = FaceDetectors.open(options.detector());
        model = ExpressionModel.open(options.expressionModel());
        cropSize = model.contract().inputSize();
        cropper = new FaceCropper(model.contract().cropPolicy(), cropSize);
    }

    @Override
    public int classify(List<EncodedImage> frames) throws RejectedImageException {
        List<DecodedImage> images = new ArrayList<>(frames.size());
        try {
            for (EncodedImage frame : frames) {
                images.add(decoder.decode(frame.bytes(), frame.width(), frame.height()));
            }
            List<List<DetectedFace>> found = detector.detect(images);
            int faces = found.stream().mapToInt(List::size).sum();
            int cropBytes = 3 * cropSize * cropSize;
            byte[] crops = new byte[faces * cropBytes];
            int offset = 0;
            for (int i = 0; i < images.size(); i++) {
                for (DetectedFace face : found.get(i)) {
                    cropper.crop(images.get(i), face, crops, offset);
                    offset += cropBytes;
                }
            }
            return model.classify(crops, faces).length;
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    @Override
    public void close() {
        cropper.close();
        model.close();
        detector.close();
    }
}
