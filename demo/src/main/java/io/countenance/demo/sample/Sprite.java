package io.countenance.demo.sample;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_core.subtract;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.ellipse;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.countenance.vision.geometry.Box;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A head with soft edges that can be painted anywhere at any size. One thread at a time; closing
 * frees the pixels.
 */
public final class Sprite implements AutoCloseable {

    /** Height of the face in the sprite, px: a little above the largest at which it is shown. */
    private static final int FACE_HEIGHT = 160;

    /** Half width and half height of what is shown, in face heights. */
    private static final double HALF_WIDTH = 0.74;

    private static final double HALF_HEIGHT = 0.92;
    private static final double EDGE = 0.12;

    private final double faceWidth;
    private final int size;
    private final Mat colour = new Mat();
    private final Mat opacity = new Mat();

    /**
     * Cuts the head around a face (left, top, width and height, px) out of an 8-bit BGR picture.
     */
    public Sprite(Mat picture, double[] face) {
        double scale = FACE_HEIGHT / face[3];
        faceWidth = face[2] * scale;
        size = (int) Math.ceil(2 * (HALF_HEIGHT + EDGE) * FACE_HEIGHT);
        try (PointerScope scope = new PointerScope();
                Mat softened = new Mat();
                Mat cut = new Mat();
                Mat mask = new Mat(size, size, CV_32FC1, Scalar.all(0));
                Mat softMask = new Mat()) {
            double blur = Math.max(0.3, 0.5 / scale);
            GaussianBlur(picture, softened, new Size(0, 0), blur);
            Mat toSprite =
                    affine(
                            scale,
                            0,
                            size / 2.0 - scale * (face[0] + face[2] / 2),
                            size / 2.0 - scale * (face[1] + face[3] / 2));
            warpAffine(
                    softened,
                    cut,
                    toSprite,
                    new Size(size, size),
                    INTER_LINEAR,
                    BORDER_REPLICATE,
                    Scalar.all(0));
            ellipse(
                    mask,
                    new Point(size / 2, size / 2),
                    new Size(
                            (int) ((HALF_WIDTH - EDGE / 2) * FACE_HEIGHT),
                            (int) ((HALF_HEIGHT - EDGE / 2) * FACE_HEIGHT)),
                    0,
                    0,
                    360,
                    Scalar.all(1),
                    -1,
                    8,
                    0);
            GaussianBlur(mask, softMask, new Size(0, 0), EDGE * FACE_HEIGHT / 2);
            cvtColor(softMask, opacity, COLOR_GRAY2BGR);
            cut.convertTo(colour, CV_32FC3);
            multiply(colour, opacity, colour);
        }
    }

    /** Where the face is when it is painted at this position, px. */
    public Box box(Trajectory.Position position) {
        double width = faceWidth / FACE_HEIGHT * position.height();
        return new Box(
                (float) (position.x() - width / 2),
                (float) (position.y() - position.height() / 2),
                (float) width,
                (float) position.height());
    }

    /** What the head covers when it is painted at this position, px. */
    public static Box cover(Trajectory.Position position) {
        double halfWidth = HALF_WIDTH * position.height();
        double halfHeight = HALF_HEIGHT * position.height();
        return new Box(
                (float) (position.x() - halfWidth),
                (float) (position.y() - halfHeight),
                (float) (2 * halfWidth),
                (float) (2 * halfHeight));
    }

    /** Paints the head over an 8-bit BGR frame, tilted clockwise by some degrees. */
    public void paint(Mat frame, Trajectory.Position position, double tiltDegrees) {
        double scale = position.height() / FACE_HEIGHT;
        int reach = (int) Math.ceil(size * scale / 2) + 2;
        int left = Math.max(0, (int) position.x() - reach);
        int top = Math.max(0, (int) position.y() - reach);
        int right = Math.min(frame.cols(), (int) position.x() + reach);
        int bottom = Math.min(frame.rows(), (int) position.y() + reach);
        if (left >= right || top >= bottom) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            double cos = scale * Math.cos(Math.toRadians(tiltDegrees));
            double sin = scale * Math.sin(Math.toRadians(tiltDegrees));
            double centre = size / 2.0;
            Mat toFrame =
                    affine(
                            cos,
                            sin,
                            position.x() - left - cos * centre + sin * centre,
                            position.y() - top - sin * centre - cos * centre);
            Size target = new Size(right - left, bottom - top);
            Mat placed = new Mat();
            Mat covered = new Mat();
            Mat behind = new Mat();
            warpAffine(
                    colour, placed, toFrame, target, INTER_LINEAR, BORDER_CONSTANT, Scalar.all(0));
            warpAffine(
                    opacity,
                    covered,
                    toFrame,
                    target,
                    INTER_LINEAR,
                    BORDER_CONSTANT,
                    Scalar.all(0));
            Mat region = new Mat(frame, new Rect(left, top, right - left, bottom - top));
            region.convertTo(behind, CV_32FC3);
            Mat shade = new Mat();
            multiply(behind, covered, shade);
            subtract(behind, shade, behind);
            add(behind, placed, behind);
            behind.convertTo(region, CV_8UC3);
        }
    }

    private static Mat affine(double cos, double sin, double moveX, double moveY) {
        Mat matrix = new Mat(2, 3, CV_64FC1);
        try (DoubleIndexer cells = matrix.createIndexer()) {
            cells.put(0, 0, cos).put(0, 1, -sin).put(0, 2, moveX);
            cells.put(1, 0, sin).put(1, 1, cos).put(1, 2, moveY);
        }
        return matrix;
    }

    @Override
    public void close() {
        colour.close();
        opacity.close();
    }
}
