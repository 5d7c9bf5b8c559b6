package io.countenance.vision.detect;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.image.DecodedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/**
 * OpenCV's Haar cascade for frontal faces. It needs no download, and finds fewer faces than a
 * network.
 *
 * <p>A cascade says yes or no. The score is n / (n + 1) for n overlapping windows that said yes:
 * 0.75 for 3, the least that counts as a face.
 */
final class HaarFaceDetector implements FaceDetector {

    private static final String CASCADE = "haarcascade_frontalface_alt2.xml";
    private static final double SCALE_STEP = 1.1;
    private static final int LEAST_WINDOWS = 3;

    private final CascadeClassifier cascade;
    private final DetectorOptions options;
    private final Mat resized = new Mat();
    private final Mat grey = new Mat();

    HaarFaceDetector(DetectorOptions options) {
        this.options = options;
        String resource =
                "/org/bytedeco/opencv/%s/share/opencv4/haarcascades/%s"
                        .formatted(Loader.getPlatform(), CASCADE);
        try {
            cascade = new CascadeClassifier(Loader.cacheResource(resource).getPath());
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "OpenCV's cascade cannot be unpacked: " + resource, failure);
        }
        if (cascade.empty()) {
            throw new IllegalStateException("OpenCV's cascade cannot be read: " + resource);
        }
    }

    @Override
    public String name() {
        return "haar:" + CASCADE;
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
        InputScale scale =
                InputScale.toLongest(image.width(), image.height(), options.inputSize(), 1);
        int least = Math.max(1, Math.round(options.minFaceSize() / scale.factorX()));
        try (Size size = new Size(scale.contentWidth(), scale.contentHeight());
                Size minSize = new Size(least, least);
                Size maxSize = new Size();
                RectVector boxes = new RectVector();
                IntPointer windows = new IntPointer(0L)) {
            resize(image.pixels(), resized, size, 0, 0, INTER_LINEAR);
            cvtColor(resized, grey, COLOR_BGR2GRAY);
            equalizeHist(grey, grey);
            cascade.detectMultiScale2(
                    grey, boxes, windows, SCALE_STEP, LEAST_WINDOWS, 0, minSize, maxSize);
            List<DetectedFace> faces = new ArrayList<>();
            for (long i = 0; i < boxes.size(); i++) {
                int count = windows.get(i);
                float score = count / (count + 1f);
                try (Rect box = boxes.get(i)) {
                    if (score >= options.minScore()) {
                        faces.add(
                                new DetectedFace(
                                        scale.box(
                                                box.x(),
                                                box.y(),
                                                box.x() + box.width(),
                                                box.y() + box.height()),
                                        score,
                                        null));
                    }
                }
            }
            return NonMaximumSuppression.STANDARD.apply(faces);
        }
    }

    @Override
    public void close() {
        grey.close();
        resized.close();
        cascade.close();
    }
}
