package io.countenance.vision.crop;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceLandmarks;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import org.bytedeco.javacpp.indexer.DoubleRawIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts faces out of pictures as a model wants them: uint8 RGB {@code [size, size, 3]}. Pixels are
 * averaged where the crop is smaller than what it shows and interpolated where it is larger; beyond
 * the picture's edge the edge's pixels are repeated. One thread at a time.
 */
public final class FaceCropper implements AutoCloseable {

    /** Places of eyes, nose and mouth corners in ArcFace's 112 x 112 px crops. */
    private static final float[] ARC_FACE = {
        38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f,
        92.2041f
    };

    private static final float ARC_FACE_SIZE = 112;

    private final CropPolicy policy;
    private final int size;
    private final Size cropSize;
    private final Scalar noValue = new Scalar();
    private final Mat bordered = new Mat();
    private final Mat shrunk = new Mat();
    private final Mat crop = new Mat();
    private final Mat rgb = new Mat();
    private final Mat matrix = new Mat(2, 3, CV_64FC1);

    /**
     * Makes a cropper.
     *
     * @param policy what to show around a face
     * @param size px a side, from 8 to 1024
     */
    public FaceCropper(CropPolicy policy, int size) {
        if (size < 8 || size > 1024) {
            throw new IllegalArgumentException(
                    "the crop's size '%d' is not allowed: it must be from 8 to 1024 px"
                            .formatted(size));
        }
        this.policy = policy;
        this.size = size;
        this.cropSize = new Size(size, size);
    }

    /**
     * Writes the crop's size * size * 3 bytes into {@code target} from {@code offset}.
     *
     * @throws IllegalArgumentException if the policy needs landmarks and the face has none
     */
    public void crop(DecodedImage image, DetectedFace face, byte[] target, int offset) {
        if (policy instanceof SquareCrop square) {
            cropSquare(image.pixels(), face.box(), square);
        } else {
            FaceLandmarks landmarks = face.landmarks();
            if (landmarks == null) {
                throw new IllegalArgumentException(
                        "the model wants faces aligned by five landmarks (crop policy five-point), but the detector gives"
                                + " none: use a YuNet or SCRFD detector, or a model of policy square");
            }
            cropAligned(image.pixels(), landmarks);
        }
        cvtColor(crop, rgb, COLOR_BGR2RGB);
        rgb.data().get(target, offset, size * size * 3);
    }

    private void cropSquare(Mat pixels, Box box, SquareCrop policy) {
        float longer = Math.max(1, Math.max(box.width(), box.height()));
        float side = longer * (1 + policy.margin());
        float left = box.centerX() - side / 2;
        float top = box.centerY() + policy.shiftY() * longer - side / 2;
        if (side > size) {
            int wholeSide = Math.round(side);
            shrink(pixels, Math.round(left), Math.round(top), wholeSide);
        } else {
            // Pixel centres are at half px: crop pixel i shows (i + 0.5) * scale - 0.5 + left.
            double scale = side / size;
            double shift = 0.5 * scale - 0.5;
            warp(pixels, scale, 0, left + shift, 0, scale, top + shift, WARP_INVERSE_MAP);
        }
    }

    private void shrink(Mat pixels, int left, int top, int side) {
        int fromX = clamp(left, 0, pixels.cols() - 1);
        int fromY = clamp(top, 0, pixels.rows() - 1);
        int toX = clamp(left + side, fromX + 1, pixels.cols());
        int toY = clamp(top + side, fromY + 1, pixels.rows());
        try (Rect inside = new Rect(fromX, fromY, toX - fromX, toY - fromY);
                Mat region = new Mat(pixels, inside)) {
            if (toX - fromX == side && toY - fromY == side) {
                resize(region, crop, cropSize, 0, 0, INTER_AREA);
                return;
            }
            copyMakeBorder(
                    region,
                    bordered,
                    Math.max(0, fromY - top),
                    Math.max(0, top + side - toY),
                    Math.max(0, fromX - left),
                    Math.max(0, left + side - toX),
                    BORDER_REPLICATE,
                    noValue);
            resize(bordered, crop, cropSize, 0, 0, INTER_AREA);
        }
    }

    private void cropAligned(Mat pixels, FaceLandmarks landmarks) {
        float[] template = ARC_FACE.clone();
        for (int i = 0; i < template.length; i++) {
            template[i] *= size / ARC_FACE_SIZE;
        }
        SimilarityTransform toCrop =
                SimilarityTransform.between(places(landmarks, 0, 0, 1, 1), template);
        if (toCrop.scale() >= 1) {
            warp(pixels, toCrop);
            return;
        }
        // Averages down to the crop's scale first; warping alone would skip pixels.
        double reach = size * Math.sqrt(2) / toCrop.scale();
        int fromX = clamp((int) (landmarks.noseX() - reach), 0, pixels.cols() - 1);
        int fromY = clamp((int) (landmarks.noseY() - reach), 0, pixels.rows() - 1);
        int toX = clamp((int) (landmarks.noseX() + reach) + 1, fromX + 1, pixels.cols());
        int toY = clamp((int) (landmarks.noseY() + reach) + 1, fromY + 1, pixels.rows());
        int width = Math.max(1, (int) Math.round((toX - fromX) * toCrop.scale()));
        int height = Math.max(1, (int) Math.round((toY - fromY) * toCrop.scale()));
        try (Rect around = new Rect(fromX, fromY, toX - fromX, toY - fromY);
                Mat region = new Mat(pixels, around);
                Size smaller = new Size(width, height)) {
            resize(region, shrunk, smaller, 0, 0, INTER_AREA);
        }
        float[] inShrunk =
                places(
                        landmarks,
                        fromX,
                        fromY,
                        (float) width / (toX - fromX),
                        (float) height / (toY - fromY));
        warp(shrunk, SimilarityTransform.between(inShrunk, template));
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }

    private static float[] places(
            FaceLandmarks landmarks, int left, int top, float scaleX, float scaleY) {
        return new float[] {
            (landmarks.leftEyeX() - left) * scaleX, (landmarks.leftEyeY() - top) * scaleY,
            (landmarks.rightEyeX() - left) * scaleX, (landmarks.rightEyeY() - top) * scaleY,
            (landmarks.noseX() - left) * scaleX, (landmarks.noseY() - top) * scaleY,
            (landmarks.leftMouthX() - left) * scaleX, (landmarks.leftMouthY() - top) * scaleY,
            (landmarks.rightMouthX() - left) * scaleX, (landmarks.rightMouthY() - top) * scaleY
        };
    }

    private void warp(Mat pixels, SimilarityTransform transform) {
        warp(
                pixels,
                transform.a(),
                -transform.b(),
                transform.shiftX(),
                transform.b(),
                transform.a(),
                transform.shiftY(),
                0);
    }

    private void warp(
            Mat pixels,
            double xx,
            double xy,
            double shiftX,
            double yx,
            double yy,
            double shiftY,
            int direction) {
        try (DoubleRawIndexer values = matrix.createIndexer()) {
            values.put(0, 0, xx);
            values.put(0, 1, xy);
            values.put(0, 2, shiftX);
            values.put(1, 0, yx);
            values.put(1, 1, yy);
            values.put(1, 2, shiftY);
        }
        warpAffine(
                pixels,
                crop,
                matrix,
                cropSize,
                INTER_LINEAR | direction,
                BORDER_REPLICATE,
                noValue);
    }

    @Override
    public void close() {
        matrix.close();
        rgb.close();
        crop.close();
        shrunk.close();
        bordered.close();
        noValue.close();
        cropSize.close();
    }
}
