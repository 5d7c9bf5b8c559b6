package io.countenance.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.vision.SharedData;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionAccuracyTest {

    private static final String SHIPPED = "/io/countenance/detector/ultraface-rfb.onnx";

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    @Test
    void pictureHasTheSameFacesAloneAndInAnyBatch() throws Exception {
        assumeThat(FaceDetectors.isShippedModelPresent())
                .as("needs the detector that the build fetches with npm")
                .isTrue();
        List<DecodedImage> images = images();
        try (FaceDetector alone = open(1);
                FaceDetector batched = open(4)) {
            List<List<DetectedFace>> expected = new ArrayList<>();
            for (DecodedImage image : images) {
                expected.addAll(alone.detect(List.of(image)));
            }
            assertThat(expected).flatExtracting(faces -> faces).hasSizeGreaterThan(200);
            // Records compare their floats bit for bit.
            assertThat(alone.detect(images)).isEqualTo(expected);
            assertThat(batched.detect(images)).isEqualTo(expected);
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    @Test
    void largerFacesAreFoundInASmallerInputToo() throws Exception {
        assumeThat(FaceDetectors.isShippedModelPresent())
                .as("needs the detector that the build fetches with npm")
                .isTrue();
        List<String> truth = Files.readAllLines(SharedData.require("images", "gt.txt"));
        try (FaceDetector detector =
                FaceDetectors.open(new DetectorOptions("default", 640, 0.65f, 40, Device.CPU, 1))) {
            int wanted = 0;
            int found = 0;
            for (String line : truth) {
                String[] fields = line.split(" ");
                Box marked = box(fields);
                // Two kinds of marks: near the limit a face may be larger by one, smaller by
                // another.
                if (Math.min(marked.width(), marked.height()) < 46) {
                    continue;
                }
                wanted++;
                try (DecodedImage image =
                        decoder.decode(
                                Files.readAllBytes(SharedData.require("images", fields[0])))) {
                    if (detector.detect(List.of(image)).get(0).stream()
                            .anyMatch(face -> marked.intersectionOverUnion(face.box()) > 0.35)) {
                        found++;
                    }
                }
            }
            assertThat(wanted).isGreaterThan(50);
            assertThat(found).isEqualTo(wanted);
        }
    }

    private static Box box(String[] fields) {
        float left = Float.parseFloat(fields[1]);
        float top = Float.parseFloat(fields[2]);
        return new Box(
                left, top, Float.parseFloat(fields[3]) - left, Float.parseFloat(fields[4]) - top);
    }

    @Test
    void landmarksOfYuNetLieInTheirFaces() throws Exception {
        Path model = SharedData.require("models", "yunet_n_dynamic.onnx");
        List<DecodedImage> images = images();
        try (FaceDetector detector =
                FaceDetectors.open(
                        new DetectorOptions(model.toString(), 640, 0.65f, 16, Device.CPU, 1))) {
            List<DetectedFace> faces =
                    detector.detect(images).stream().flatMap(List::stream).toList();
            assertThat(faces).hasSizeGreaterThan(150);
            long upright =
                    faces.stream()
                            .filter(
                                    face ->
                                            face.landmarks().leftEyeX()
                                                            < face.landmarks().rightEyeX()
                                                    && face.landmarks().leftEyeY()
                                                            < face.landmarks().leftMouthY()
                                                    && face.landmarks().noseX() > face.box().x()
                                                    && face.landmarks().noseX()
                                                            < face.box().right())
                            .count();
            assertThat(upright / (double) faces.size()).isGreaterThan(0.95);
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    private static FaceDetector open(int maxBatch) throws IOException {
        try (InputStream model = FaceDetectors.class.getResourceAsStream(SHIPPED)) {
            return OnnxFaceDetector.open(
                    model.readAllBytes(),
                    "test",
                    new DetectorOptions("default", 640, 0.65f, 16, Device.CPU, 1),
                    maxBatch);
        }
    }

    private List<DecodedImage> images() throws Exception {
        List<DecodedImage> images = new ArrayList<>();
        try (var files = Files.newDirectoryStream(SharedData.require("images"), "*.jpg")) {
            for (Path file : files) {
                images.add(decoder.decode(Files.readAllBytes(file)));
            }
        }
        return images;
    }
}
