package io.countenance.vision.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.countenance.schemas.ReasonCode;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG and PNG files: JPEG baseline, extended and progressive, up to 64 scans, grey, colour
 * and CMYK, 8 bits a sample; every PNG, transparency dropped, 16 bits reduced to 8, of an animation
 * the first picture.
 *
 * <p>Size and completeness are read from the file's structure first, so that a picture over the
 * limits costs nothing and a cut-off JPEG is not passed on with its rest painted grey. A picture
 * that carries an EXIF orientation comes out upright, as a viewer would show it. Bytes damaged in
 * the middle of a JPEG's scan are not noticed: the format has no check sum.
 *
 * <p>Any number of threads may use a decoder.
 */
public final class ImageDecoder {

    static {
        // Task slots are the unit of parallelism; OpenCV's own pool would compete with them.
        opencv_core.setNumThreads(1);
    }

    private final ImageLimits limits;

    /** Makes a decoder that refuses what is beyond {@code limits}. */
    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a file. The caller closes what comes back.
     *
     * @throws RejectedImageException with the reason if the file cannot or must not be read
     */
    public DecodedImage decode(byte[] file) throws RejectedImageException {
        return decode(file, 0, 0);
    }

    /**
     * Decodes a file whose size in pixels was told apart from it. The caller closes what comes
     * back.
     *
     * @param width px, as stored or as shown after EXIF rotation; 0 where not known
     * @param height px, likewise
     * @throws RejectedImageException with the reason if the file cannot or must not be read, or is
     *     not of that size
     */
    public DecodedImage decode(byte[] file, int width, int height) throws RejectedImageException {
        if (file.length > limits.maxBytes()) {
            throw new RejectedImageException(
                    ReasonCode.IMAGE_TOO_LARGE,
                    "%d bytes, allowed are %d".formatted(file.length, limits.maxBytes()));
        }
        ImageHeader header = ImageHeader.parse(file);
        check(header, file.length);
        Mat pixels = pixels(file);
        boolean upright = pixels.cols() == header.width() && pixels.rows() == header.height();
        boolean turned = pixels.cols() == header.height() && pixels.rows() == header.width();
        if (!upright && !turned) {
            String found = "%d x %d".formatted(pixels.cols(), pixels.rows());
            pixels.close();
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE,
                    "the header says %d x %d px, decoding gave %s"
                            .formatted(header.width(), header.height(), found));
        }
        if (!claimHolds(width, height, header.width(), header.height())
                && !claimHolds(width, height, pixels.cols(), pixels.rows())) {
            pixels.close();
            throw new RejectedImageException(
                    ReasonCode.IMAGE_MISMATCH,
                    "the picture is %d x %d px, its record says %d x %d"
                            .formatted(header.width(), header.height(), width, height));
        }
        return new DecodedImage(pixels);
    }

    private void check(ImageHeader header, int bytes) throws RejectedImageException {
        if (header.pixels() > limits.maxPixels()) {
            throw new RejectedImageException(
                    ReasonCode.IMAGE_TOO_LARGE,
                    "%d x %d px are %d pixels, allowed are %d"
                            .formatted(
                                    header.width(),
                                    header.height(),
                                    header.pixels(),
                                    limits.maxPixels()));
        }
        if (Math.min(header.width(), header.height()) < limits.minSide()) {
            throw new RejectedImageException(
                    ReasonCode.IMAGE_TOO_SMALL,
                    "%d x %d px, the shorter side must have at least %d"
                            .formatted(header.width(), header.height(), limits.minSide()));
        }
        if (!header.complete()) {
            throw new RejectedImageException(
                    ReasonCode.TRUNCATED_IMAGE,
                    "the file ends after %d bytes, before its picture does".formatted(bytes));
        }
    }

    private static Mat pixels(byte[] file) throws RejectedImageException {
        try (BytePointer bytes = new BytePointer(file);
                Mat buffer = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
            Mat pixels = imdecode(buffer, IMREAD_COLOR);
            if (pixels.empty() || pixels.type() != opencv_core.CV_8UC3) {
                pixels.close();
                throw new RejectedImageException(
                        ReasonCode.UNDECODABLE_IMAGE, "the decoder could not read the pixels");
            }
            return pixels;
        } catch (RuntimeException failure) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE, "the decoder failed: " + failure.getMessage());
        }
    }

    private static boolean claimHolds(int claimedWidth, int claimedHeight, int width, int height) {
        return (claimedWidth <= 0 || claimedWidth == width)
                && (claimedHeight <= 0 || claimedHeight == height);
    }
}
