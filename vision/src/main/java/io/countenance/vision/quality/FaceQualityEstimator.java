package io.countenance.vision.quality;

import static org.bytedeco.opencv.global.opencv_core.CV_16S;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceLandmarks;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Judges faces. One thread at a time.
 *
 * <p>The score is the product of three shares, each from 0 to 1, so that one bad property is enough
 * to make a face bad:
 *
 * <ul>
 *   <li>size: shorter side of the box over 64 px, at most 1;
 *   <li>sharpness: v / (v + 100) for a variance v of the Laplacian;
 *   <li>pose: cosine of yaw times cosine of roll, 0 beyond a right angle; 1 without landmarks.
 * </ul>
 *
 * <p>Yaw is estimated from how far the nose has left the middle between the eyes: eyes half an eye
 * distance to each side, and the nose's tip 0.6 eye distances before them, seen from afar, make
 * that 0.6 tan(yaw) of the eyes' distance as seen.
 */
public final class FaceQualityEstimator implements AutoCloseable {

    private static final int SHARPNESS_SIZE = 64;
    private static final float FULL_SIZE = 64;
    private static final float HALF_SHARPNESS = 100;
    private static final double NOSE_DEPTH = 0.6;

    private final Size sharpnessSize = new Size(SHARPNESS_SIZE, SHARPNESS_SIZE);
    private final Mat rgb = new Mat();
    private final Mat grey = new Mat();
    private final Mat small = new Mat();
    private final Mat edges = new Mat();
    private final Mat mean = new Mat();
    private final Mat deviation = new Mat();

    /**
     * Judges a face by its crop: RGB {@code [size, size, 3]} in {@code crops} from {@code offset}.
     *
     * @param face the face in its picture, for size and pose
     */
    public FaceQuality estimate(byte[] crops, int offset, int size, DetectedFace face) {
        float sharpness = sharpness(crops, offset, size);
        float pixels = Math.min(face.box().width(), face.box().height());
        FaceLandmarks landmarks = face.landmarks();
        double yaw = landmarks == null ? Double.NaN : yaw(landmarks);
        double roll = landmarks == null ? Double.NaN : roll(landmarks);
        double pose =
                landmarks == null ? 1 : Math.max(0, Math.cos(yaw)) * Math.max(0, Math.cos(roll));
        double score =
                Math.min(1, pixels / FULL_SIZE) * (sharpness / (sharpness + HALF_SHARPNESS)) * pose;
        return new FaceQuality(
                (float) score,
                sharpness,
                pixels,
                (float) Math.toDegrees(yaw),
                (float) Math.toDegrees(roll));
    }

    private float sharpness(byte[] crops, int offset, int size) {
        rgb.create(size, size, CV_8UC3);
        rgb.data().put(crops, offset, size * size * 3);
        cvtColor(rgb, grey, COLOR_RGB2GRAY);
        resize(grey, small, sharpnessSize, 0, 0, INTER_AREA);
        Laplacian(small, edges, CV_16S);
        meanStdDev(edges, mean, deviation);
        double spread = deviation.ptr(0).getDouble();
        return (float) (spread * spread);
    }

    private static double roll(FaceLandmarks face) {
        return Math.atan2(face.rightEyeY() - face.leftEyeY(), face.rightEyeX() - face.leftEyeX());
    }

    private static double yaw(FaceLandmarks face) {
        double eyesX = face.rightEyeX() - face.leftEyeX();
        double eyesY = face.rightEyeY() - face.leftEyeY();
        double noseX = face.noseX() - (face.leftEyeX() + face.rightEyeX()) / 2;
        double noseY = face.noseY() - (face.leftEyeY() + face.rightEyeY()) / 2;
        double squared = eyesX * eyesX + eyesY * eyesY;
        if (squared == 0) {
            return Math.PI / 2;
        }
        return Math.atan((noseX * eyesX + noseY * eyesY) / squared / NOSE_DEPTH);
    }

    @Override
    public void close() {
        deviation.close();
        mean.close();
        edges.close();
        small.close();
        grey.close();
        rgb.close();
        sharpnessSize.close();
    }
}
