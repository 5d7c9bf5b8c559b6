package io.countenance.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.crop.FivePointCrop;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.detect.FaceLandmarks;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.Pictures;
import io.countenance.vision.inference.Device;
import io.countenance.vision.quality.FaceQualityEstimator;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final int ROUNDS = 250;
    private static final long ALLOWED_GROWTH = 48L << 20;

    @Test
    void decodingDetectingAndCroppingHoldNoMemory() throws Exception {
        assumeThat(Pointer.physicalBytes()).as("needs a readable resident size").isPositive();
        byte[][] files = {
            Pictures.jpeg(Pictures.shapes(640, 480), false),
            Pictures.png(Pictures.shapes(480, 270)),
            Pictures.jpeg(Pictures.shapes(800, 600), false)
        };
        DetectorOptions options = new DetectorOptions("default", 320, 0.65f, 16, Device.CPU, 1);
        DetectedFace face =
                new DetectedFace(
                        new Box(100, 80, 150, 200),
                        0.9f,
                        new FaceLandmarks(140, 150, 210, 150, 175, 190, 150, 230, 200, 230));
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        byte[] crop = new byte[112 * 112 * 3];
        long before = 0;
        try (FaceDetector detector = FaceDetectors.open(options);
                FaceCropper square = new FaceCropper(new SquareCrop(0, 0), 112);
                FaceCropper aligned = new FaceCropper(new FivePointCrop(), 112);
                FaceQualityEstimator quality = new FaceQualityEstimator()) {
            for (int round = -ROUNDS / 2; round < ROUNDS; round++) {
                if (round == 0) {
                    before = settledBytes();
                }
                try (DecodedImage image =
                        decoder.decode(files[Math.floorMod(round, files.length)])) {
                    detector.detect(List.of(image));
                    square.crop(image, face, crop, 0);
                    aligned.crop(image, face, crop, 0);
                    quality.estimate(crop, 0, 112, face);
                }
            }
            // A picture not closed would be 0.9 MB a round, an input not freed 1 MB.
            assertThat(settledBytes() - before).isLessThan(ALLOWED_GROWTH);
        }
    }

    @Test
    void openingAndClosingDetectorsHoldsNoMemory() {
        assumeThat(Pointer.physicalBytes()).as("needs a readable resident size").isPositive();
        DetectorOptions options = new DetectorOptions("default", 320, 0.65f, 16, Device.CPU, 1);
        long before = 0;
        for (int round = -10; round < 30; round++) {
            if (round == 0) {
                before = settledBytes();
            }
            FaceDetectors.open(options).close();
        }
        assertThat(settledBytes() - before).isLessThan(ALLOWED_GROWTH);
    }

    /** Resident memory without the Java heap's share, which comes and goes, bytes. */
    private static long settledBytes() {
        System.gc();
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }
}
