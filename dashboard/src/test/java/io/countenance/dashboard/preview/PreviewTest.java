package io.countenance.dashboard.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.dashboard.PreviewMode;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final int WIDTH = 512;
    private static final int HEIGHT = 384;

    private static final int SQUARE = 4;

    /** A chequerboard of small squares: nothing but detail. */
    private static byte[] chequers() {
        try (Mat picture = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3, new Scalar(0, 0, 0, 0));
                JpegEncoder encoder = new JpegEncoder(95, 0)) {
            for (int y = 0; y < HEIGHT; y += SQUARE) {
                for (int x = y % (2 * SQUARE); x < WIDTH; x += 2 * SQUARE) {
                    try (Rect square = new Rect(x, y, SQUARE, SQUARE);
                            Mat part = new Mat(picture, square)) {
                        part.put(Scalar.WHITE);
                    }
                }
            }
            return encoder.encode(picture).bytes();
        }
    }

    private static IngestedFrame frame(String camera, long number, byte[] image) {
        return new IngestedFrame(
                camera,
                number,
                IngestedFrame.NO_HASH,
                1_000 + number,
                1_000 + number,
                WIDTH,
                HEIGHT,
                image,
                "video-frames",
                0,
                0,
                null,
                null,
                Sampling.NONE);
    }

    private static FrameResult result(String camera, long number, FrameOutcome outcome, int faces) {
        return new FrameResult(
                camera, number, Instant.ofEpochMilli(1_000 + number), outcome, faces, "m@1");
    }

    /** Of the camera {@code hall}, which is looked at; its result is missing. */
    private static Preview withOneFrame(PreviewMode mode) {
        Preview preview = new Preview(mode);
        // Before the camera is looked at: it loads a native library, which may take seconds.
        byte[] image = chequers();
        preview.latest("hall");
        preview.frame(frame("hall", 7, image));
        preview.face(FrameMatchingTest.face(7, 100, 120, 80));
        return preview;
    }

    private static void result(Preview preview) {
        preview.result(result("hall", 7, FrameOutcome.CLASSIFIED, 1));
    }

    private static JsonNode json(Optional<String> picture) throws Exception {
        return new ObjectMapper().readTree(picture.orElseThrow());
    }

    /** Mean difference of neighbouring pixels, 0 to 255. */
    private static double detail(byte[] file) throws Exception {
        try (DecodedImage picture = new ImageDecoder(ImageLimits.defaults()).decode(file);
                UByteIndexer pixels = picture.pixels().createIndexer()) {
            double sum = 0;
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 1; x < picture.width(); x++) {
                    sum += Math.abs(pixels.get(y, x, 0) - pixels.get(y, x - 1, 0));
                }
            }
            return sum / picture.height() / (picture.width() - 1);
        }
    }

    @Test
    void noPictureIsGivenBeforeItsResultIsThere() throws Exception {
        Preview preview = withOneFrame(PreviewMode.CLEAR);
        assertThat(preview.latest("hall")).isEmpty();
        result(preview);
        Optional<String> first = preview.latest("hall");
        JsonNode picture = json(first);
        assertThat(picture.at("/captureTime").asLong()).isEqualTo(1_007);
        assertThat(picture.at("/width").asInt()).isEqualTo(WIDTH);
        assertThat(picture.at("/faces/0/person").asText()).isEqualTo("3");
        assertThat(picture.at("/faces/0/x").asDouble()).isEqualTo(100);
        assertThat(picture.at("/faces/0/dominant").asText()).isEqualTo("neutral");
        assertThat(preview.latest("yard")).isEmpty();
        assertThat(preview.latest("hall")).as("the same again").isEqualTo(first);
    }

    @Test
    void onlyACameraThatIsLookedAtHasPictures() {
        Preview preview = new Preview(PreviewMode.BLURRED);
        byte[] image = chequers();
        preview.latest("hall");
        for (String camera : List.of("hall", "yard")) {
            preview.frame(frame(camera, 1, image));
            preview.result(result(camera, 1, FrameOutcome.CLASSIFIED, 0));
        }
        assertThat(preview.latest("hall")).isPresent();
        assertThat(preview.latest("yard")).isEmpty();
        preview.frame(frame("yard", 2, image));
        preview.result(result("yard", 2, FrameOutcome.CLASSIFIED, 0));
        assertThat(preview.latest("yard")).as("from the first look on").isPresent();
    }

    @Test
    void aCameraIsForgottenTenSecondsAfterTheLastLook() {
        AtomicLong seconds = new AtomicLong();
        Preview preview =
                new Preview(
                        PreviewMode.BLURRED, () -> TimeUnit.SECONDS.toNanos(seconds.longValue()));
        assertThat(preview.wanted()).isFalse();
        byte[] image = chequers();
        preview.latest("hall");
        preview.latest("yard");
        for (String camera : List.of("hall", "yard")) {
            preview.frame(frame(camera, 1, image));
            preview.result(result(camera, 1, FrameOutcome.CLASSIFIED, 0));
        }
        seconds.set(9);
        assertThat(preview.latest("hall")).isPresent();
        seconds.set(18);
        assertThat(preview.wanted()).isTrue();
        assertThat(preview.latest("yard")).isEmpty();
        assertThat(preview.latest("hall")).isPresent();
        seconds.set(29);
        assertThat(preview.wanted()).isFalse();
        assertThat(preview.latest("hall")).isEmpty();
    }

    /** Ten cameras of 60 frames/s, of frames of 1 MiB, whose results come every ten seconds. */
    @Test
    void picturesComeHoweverManyFramesWaitForTheirResults() {
        Preview preview = new Preview(PreviewMode.BLURRED);
        byte[] image = Arrays.copyOf(chequers(), 1 << 20);
        for (int camera = 0; camera < 10; camera++) {
            preview.latest("camera-" + camera);
        }
        for (int batch = 0; batch < 3; batch++) {
            for (int number = 0; number < 600; number++) {
                for (int camera = 0; camera < 10; camera++) {
                    preview.frame(frame("camera-" + camera, 600 * batch + number, image));
                }
            }
            for (int number = 0; number < 600; number++) {
                for (int camera = 0; camera < 10; camera++) {
                    preview.result(
                            result(
                                    "camera-" + camera,
                                    600 * batch + number,
                                    FrameOutcome.CLASSIFIED,
                                    0));
                }
            }
            for (int camera = 0; camera < 10; camera++) {
                assertThat(preview.latest("camera-" + camera))
                        .hasValueSatisfying(atLeast(1_000L + 600 * batch));
            }
        }
    }

    private static Consumer<String> atLeast(long captureTime) {
        return picture ->
                assertThat(picture)
                        .satisfies(
                                text ->
                                        assertThat(
                                                        new ObjectMapper()
                                                                .readTree(text)
                                                                .at("/captureTime")
                                                                .asLong())
                                                .isGreaterThanOrEqualTo(captureTime));
    }

    @Test
    void framesThatTheJobLeavesOutMakeRoom() {
        Preview preview = new Preview(PreviewMode.BLURRED);
        byte[] image = Arrays.copyOf(chequers(), 12 << 20);
        preview.latest("hall");
        for (int number = 1; number <= 5; number++) {
            preview.frame(frame("hall", number, image));
            preview.result(result("hall", number, FrameOutcome.SAMPLED_OUT, 0));
        }
        preview.frame(frame("hall", 6, image));
        preview.result(result("hall", 6, FrameOutcome.CLASSIFIED, 0));
        assertThat(preview.latest("hall")).hasValueSatisfying(atLeast(1_006));
    }

    @Test
    void ofTooManyCamerasTheOneThatWasAskedForLongestAgoGoes() {
        Preview preview = new Preview(PreviewMode.BLURRED);
        byte[] image = chequers();
        for (int camera = 0; camera < 65; camera++) {
            preview.latest("camera-" + camera);
        }
        for (int camera = 0; camera < 65; camera++) {
            preview.frame(frame("camera-" + camera, 1, image));
            preview.result(result("camera-" + camera, 1, FrameOutcome.CLASSIFIED, 0));
        }
        assertThat(preview.latest("camera-1")).isPresent();
        assertThat(preview.latest("camera-64")).isPresent();
        assertThat(preview.latest("camera-0")).isEmpty();
    }

    @Test
    void aFrameThatCannotBeDecodedGivesNoPicture() {
        Preview preview = new Preview(PreviewMode.BLURRED);
        preview.latest("hall");
        preview.frame(frame("hall", 1, new byte[] {1, 2, 3}));
        preview.result(result("hall", 1, FrameOutcome.CLASSIFIED, 0));
        assertThat(preview.latest("hall")).isEmpty();
    }

    @Test
    void aBlurredPictureHasNoDetailAnywhere() throws Exception {
        Preview clear = withOneFrame(PreviewMode.CLEAR);
        result(clear);
        Preview blurred = withOneFrame(PreviewMode.BLURRED);
        result(blurred);
        byte[] all = Base64.getDecoder().decode(json(clear.latest("hall")).at("/image").asText());
        byte[] few = Base64.getDecoder().decode(json(blurred.latest("hall")).at("/image").asText());
        assertThat(detail(all)).isGreaterThan(25);
        assertThat(detail(few)).isLessThan(5);
        try (DecodedImage picture = new ImageDecoder(ImageLimits.defaults()).decode(few)) {
            assertThat(picture.width()).isEqualTo(64);
        }
    }

    @Test
    void framesAreWantedOnlyOnceSomebodyAsks() throws Exception {
        Preview preview = new Preview(PreviewMode.BLURRED);
        assertThat(preview.wanted()).isFalse();
        preview.awaitWanted(Duration.ofMillis(1));
        assertThat(preview.wanted()).isFalse();
        preview.latest("hall");
        assertThat(preview.wanted()).isTrue();
    }
}
