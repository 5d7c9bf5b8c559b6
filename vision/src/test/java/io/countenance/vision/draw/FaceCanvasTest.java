package io.countenance.vision.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.vision.geometry.Box;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceCanvasTest {

    private static final int GREEN = 0x009E73;

    private final Mat picture = new Mat(200, 300, opencv_core.CV_8UC3, new Scalar(0, 0, 0, 0));

    @AfterEach
    void close() {
        picture.close();
    }

    @Test
    void barsAreAsLongAsTheirShares() {
        List<ShareBar> bars =
                List.of(
                        new ShareBar("happiness", 0.75f, "75%", GREEN),
                        new ShareBar("anger", 0.25f, "25%", 0xD55E00));
        FaceCanvas canvas = new FaceCanvas(picture, 1);
        Box size = canvas.panelSize(bars);

        canvas.panel(10, 20, bars);

        assertThat(pixels(0x009E73)).isEqualTo(42 * 8);
        assertThat(pixels(0xD55E00)).isEqualTo(14 * 8);
        assertThat(size.width()).isBetween(140f, 180f);
        assertThat(size.height()).isEqualTo(2 * 14 + 6);
    }

    @Test
    void aPanelThatWouldNotFitIsNotDrawn() {
        List<ShareBar> bars = List.of(new ShareBar("anger", 1, "", GREEN));

        new FaceCanvas(picture, 1).panel(290, 20, bars);

        assertThat(pixels(0)).isEqualTo(200 * 300);
    }

    @Test
    void aCaptionStaysInThePicture() {
        FaceCanvas canvas = new FaceCanvas(picture, 1);
        Box place = canvas.captionPlace(new Box(280, 4, 40, 40), "#1 surprise 90%");

        assertThat(place.right()).isLessThanOrEqualTo(300);
        assertThat(place.y()).isZero();
        assertThat(new FaceCanvas(picture, 2).captionPlace(new Box(0, 99, 9, 9), "#1").height())
                .isBetween(1.8f * place.height(), 2.2f * place.height());
    }

    @Test
    void blurTouchesTheFaceAndItsSurroundingsOnly() {
        for (int x = 0; x < 300; x += 2) {
            try (Mat column = picture.col(x);
                    Scalar white = new Scalar(255, 255, 255, 0);
                    Mat whites = new Mat(200, 1, opencv_core.CV_8UC3, white)) {
                whites.copyTo(column);
            }
        }
        int before = pixels(0xFFFFFF);

        new FaceCanvas(picture, 1).blur(new Box(100, 50, 40, 60));

        // 15 % of the longer side around the box: 58 x 78 px, half of them white before.
        assertThat(before - pixels(0xFFFFFF)).isEqualTo(29 * 78);
    }

    @Test
    void aPngFileHasThePixels(@TempDir Path folder) throws Exception {
        new FaceCanvas(picture, 1).box(new Box(10, 10, 50, 50), GREEN, true);
        Path file = folder.resolve("ü.png");

        PngFile.write(picture, file);

        try (Mat read = opencv_imgcodecs.imread(file.toString())) {
            assertThat(opencv_core.norm(read, picture)).isZero();
        }
    }

    private int pixels(int colour) {
        int count = 0;
        try (UByteIndexer values = picture.createIndexer()) {
            for (int y = 0; y < picture.rows(); y++) {
                for (int x = 0; x < picture.cols(); x++) {
                    boolean same =
                            values.get(y, x, 0) == (colour & 255)
                                    && values.get(y, x, 1) == (colour >> 8 & 255)
                                    && values.get(y, x, 2) == (colour >> 16 & 255);
                    count += same ? 1 : 0;
                }
            }
        }
        return count;
    }
}
