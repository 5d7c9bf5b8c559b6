package io.countenance.lab.detect;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceLandmarks;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Looks for faces in small pictures that they fill. Detectors have learnt faces with something
 * around them: this shows them a copy of another size with a grey border, and gives what they find
 * in the picture's own pixels.
 *
 * @param longerSide of the copy without its border, px
 */
record CloseUps(int longerSide) {

    private static final double BORDER_SHARE = 0.25;
    private static final double GREY = 128;

    /** The faces by descending score, in the picture's pixels. */
    List<DetectedFace> find(FaceDetector detector, DecodedImage picture) {
        float scale = (float) longerSide / Math.max(picture.width(), picture.height());
        int border = (int) Math.round(BORDER_SHARE * longerSide);
        try (DecodedImage copy = copy(picture, scale, border)) {
            return detector.detect(List.of(copy)).get(0).stream()
                    .map(face -> inPicture(face, scale, border))
                    .toList();
        }
    }

    private static DecodedImage copy(DecodedImage picture, float scale, int border) {
        Mat copy = new Mat();
        try (Mat resized = new Mat();
                Size byFactor = new Size();
                Scalar grey = Scalar.all(GREY)) {
            int method = scale < 1 ? INTER_AREA : INTER_LINEAR;
            resize(picture.pixels(), resized, byFactor, scale, scale, method);
            copyMakeBorder(resized, copy, border, border, border, border, BORDER_CONSTANT, grey);
        }
        return new DecodedImage(copy);
    }

    private static DetectedFace inPicture(DetectedFace face, float scale, int border) {
        Box box = face.box();
        FaceLandmarks points = face.landmarks();
        return new DetectedFace(
                new Box(
                        (box.x() - border) / scale,
                        (box.y() - border) / scale,
                        box.width() / scale,
                        box.height() / scale),
                face.score(),
                points == null
                        ? null
                        : new FaceLandmarks(
                                (points.leftEyeX() - border) / scale,
                                (points.leftEyeY() - border) / scale,
                                (points.rightEyeX() - border) / scale,
                                (points.rightEyeY() - border) / scale,
                                (points.noseX() - border) / scale,
                                (points.noseY() - border) / scale,
                                (points.leftMouthX() - border) / scale,
                                (points.leftMouthY() - border) / scale,
                                (points.rightMouthX() - border) / scale,
                                (points.rightMouthY() - border) / scale));
    }
}
