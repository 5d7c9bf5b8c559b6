package io.countenance.demo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleVideoTest {

    private static final int STEP = 24;
    private static final double WHOLLY = 0.98;
    private static final double MIN_OVERLAP = 0.35;

    @BeforeAll
    static void needsThePictures() {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
    }

    static List<String> cameras() {
        return SampleVideo.cameraIds();
    }

    @ParameterizedTest
    @MethodSource("cameras")
    void hasAsManyFramesAsItSays(String cameraId) {
        try (SampleVideo video = SampleVideo.open(cameraId)) {
            long frames = 0;
            long last = -1;
            for (var frame = video.next(); frame != null; frame = video.next()) {
                assertThat(frame.mediaTime()).isGreaterThan(last);
                last = frame.mediaTime();
                frames++;
            }
            assertThat(frames).isEqualTo(video.frameCount()).isEqualTo(540);
            assertThat(last).isEqualTo(44_917);
        }
    }

    /**
     * The truth is told by the stations; that pixels are there is told by a detector that knows
     * nothing of them.
     */
    @ParameterizedTest
    @MethodSource("cameras")
    void showsTheFacesThatTheTruthTells(String cameraId) {
        try (SampleVideo video = SampleVideo.open(cameraId);
                FaceDetector detector = FaceDetectors.open(DetectorOptions.defaults())) {
            int expected = 0;
            int found = 0;
            int unknown = 0;
            for (long number = 0; number < video.frameCount(); number++) {
                var frame = video.next();
                if (number % STEP != 0) {
                    continue;
                }
                List<TrueFace> truth = video.truth(number);
                List<DetectedFace> faces;
                try (DecodedImage image = new DecodedImage(frame.image().clone())) {
                    faces = detector.detect(List.of(image)).get(0);
                }
                for (TrueFace face : truth) {
                    if (face.visible() >= WHOLLY) {
                        expected++;
                        found +=
                                faces.stream().anyMatch(f -> overlaps(f.box(), face.box())) ? 1 : 0;
                    }
                }
                unknown +=
                        (int)
                                faces.stream()
                                        .filter(
                                                f ->
                                                        truth.stream()
                                                                .noneMatch(
                                                                        t ->
                                                                                overlaps(
                                                                                        f.box(),
                                                                                        t.box())))
                                        .count();
            }
            assertThat(expected).isGreaterThan(30);
            assertThat(found).isEqualTo(expected);
            assertThat(unknown).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 480, 1", "640, 480, 20", "1280, 720, 5", "1280, 720, 20"})
    void aRoomShowsAsManyFacesAsAskedFor(int width, int height, int faces) {
        try (SampleVideo video = SampleVideo.room(width, height, faces);
                FaceDetector detector = FaceDetectors.open(DetectorOptions.defaults());
                DecodedImage image = new DecodedImage(video.next().image().clone())) {
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.height()).isEqualTo(height);
            assertThat(video.truth(0)).hasSize(faces).allMatch(face -> face.visible() >= WHOLLY);
            assertThat(detector.detect(List.of(image)).get(0))
                    .hasSize(faces)
                    .allMatch(
                            found ->
                                    video.truth(0).stream()
                                            .anyMatch(face -> overlaps(found.box(), face.box())));
        }
    }

    @Test
    void tellsWhoIsHiddenAndWhoIsOutside() {
        try (SampleVideo video = SampleVideo.open("entrance")) {
            assertThat(video.truth(0)).isEmpty();
            double leastVisible = 1;
            for (long number = 90; number < 150; number++) {
                for (TrueFace face : video.truth(number)) {
                    if (face.person().equals("frowning/1")) {
                        leastVisible = Math.min(leastVisible, face.visible());
                    }
                }
            }
            assertThat(leastVisible).describedAs("crossing behind another head").isLessThan(0.5);
            assertThat(video.truth(539)).extracting(TrueFace::person).contains("frowning/2");
        }
    }

    private static boolean overlaps(Box one, Box other) {
        return one.intersectionOverUnion(other) >= MIN_OVERLAP;
    }
}
