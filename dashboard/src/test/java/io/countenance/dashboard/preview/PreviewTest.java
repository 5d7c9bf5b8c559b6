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
import java.util.Base64;
import java.util.Optional;
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

    private static Preview withOneFrame(PreviewMode mode) {
        Preview preview = new Preview(mode);
        preview.frame(
                new IngestedFrame(
                        "hall",
                        7,
                        IngestedFrame.NO_HASH,
                        1_007,
                        1_007,
                        WIDTH,
                        HEIGHT,
                        chequers(),
                        "video-frames",
                        0,
                        0,
                        null,
                        null,
                        Sampling.NONE));
        preview.face(FrameMatchingTest.face(7, 100, 120, 80));
        return preview;
    }

    private static void result(Preview preview) {
        preview.result(
                new FrameResult(
                        "hall",
                        7L,
                        Instant.ofEpochMilli(1_007),
                        FrameOutcome.CLASSIFIED,
                        1,
                        "m@1"));
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
        JsonNode picture = json(preview.latest("hall"));
        assertThat(picture.at("/captureTime").asLong()).isEqualTo(1_007);
        assertThat(picture.at("/width").asInt()).isEqualTo(WIDTH);
        assertThat(picture.at("/faces/0/person").asText()).isEqualTo("3");
        assertThat(picture.at("/faces/0/x").asDouble()).isEqualTo(100);
        assertThat(picture.at("/faces/0/dominant").asText()).isEqualTo("neutral");
        assertThat(preview.latest("yard")).isEmpty();
        preview.clear();
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
