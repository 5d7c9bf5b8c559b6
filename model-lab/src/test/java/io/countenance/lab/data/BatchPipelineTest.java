package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.lab.DrawnFaces;
import io.countenance.lab.FerPlusFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchPipelineTest {

    private static final Augmentation SOME = new Augmentation(10, 0.1, 0.1, 0.5, 0.2, 0.1, 0.5, 0);

    @Test
    void inOrderGivesEveryFaceOnce() throws Exception {
        FaceSet faces = DrawnFaces.of(10, 1);
        try (BatchPipeline pipeline =
                new BatchPipeline(faces, 48, 4, Augmentation.NONE, Sampling.NATURAL, 2)) {
            List<FaceBatch> batches = list(pipeline.inOrder());

            assertThat(batches).extracting(FaceBatch::count).containsExactly(4, 4, 2);
            for (int i = 0; i < 10; i++) {
                FaceBatch batch = batches.get(i / 4);
                int from = i % 4 * 48 * 48;
                assertThat(Arrays.copyOfRange(batch.pixels(), from, from + 48 * 48))
                        .isEqualTo(faces.faces().get(i).picture().read().pixels());
                assertThat(batch.distributions()[i % 4 * 8 + i % 3]).isEqualTo(0.8f);
                assertThat(batch.majorities()[i % 4 * 8 + i % 3]).isEqualTo(1);
            }
        }
    }

    @Test
    void anEpochDependsOnSeedAndNumberAloneNotOnThreads() {
        FaceSet faces = DrawnFaces.of(32, 1);
        try (BatchPipeline one = new BatchPipeline(faces, 48, 8, SOME, Sampling.NATURAL, 1);
                BatchPipeline three = new BatchPipeline(faces, 48, 8, SOME, Sampling.NATURAL, 3)) {
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(three, 5, 1))).isTrue();
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(one, 5, 2))).isFalse();
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(one, 6, 1))).isFalse();
        }
    }

    @Test
    void aSkippedBeginningLeavesTheRestAsItWas() {
        FaceSet faces = DrawnFaces.of(32, 1);
        try (BatchPipeline pipeline = new BatchPipeline(faces, 48, 8, SOME, Sampling.BALANCED, 1)) {
            List<FaceBatch> whole = list(pipeline.shuffled(5, 1, 0));
            List<FaceBatch> rest = list(pipeline.shuffled(5, 1, 3));

            assertThat(rest).hasSize(1);
            assertThat(rest.get(0).pixels()).isEqualTo(whole.get(3).pixels());
        }
    }

    @Test
    void mixupBlendsPixelsAndLabelsByTheSameShare() {
        float[] sad = {1, 0};
        float[] happy = {0, 1};
        byte[] black = new byte[48 * 48];
        byte[] white = new byte[48 * 48];
        Arrays.fill(white, (byte) 255);
        FaceSet faces =
                new FaceSet(
                        List.of("sadness", "happiness"),
                        List.of(face("black", black, sad, 0), face("white", white, happy, 1)),
                        List.of());
        Augmentation mixup = new Augmentation(0, 0, 0, 0, 0, 0, 0, 1);
        try (BatchPipeline pipeline = new BatchPipeline(faces, 48, 2, mixup, Sampling.NATURAL, 1)) {
            int blended = 0;
            for (int epoch = 0; epoch < 20; epoch++) {
                FaceBatch batch = pipeline.shuffled(1, epoch, 0).next();
                for (int i = 0; i < 2; i++) {
                    double brightness = (batch.pixels()[i * 48 * 48] & 255) / 255.0;
                    assertThat((double) batch.distributions()[2 * i + 1])
                            .isCloseTo(brightness, within(0.5 / 255 + 1e-6));
                    assertThat(batch.majorities()[2 * i] + batch.majorities()[2 * i + 1])
                            .isCloseTo(1, within(1e-6f));
                    blended += brightness > 0.01 && brightness < 0.99 ? 1 : 0;
                }
            }
            // Half of the partners are the face itself.
            assertThat(blended).isBetween(10, 30);
        }
    }

    private static LabelledFace face(String name, byte[] pixels, float[] labels, int majority) {
        Picture picture = new Picture(48, 48, Colour.LUMINANCE, pixels);
        return new LabelledFace(name, picture, labels, majority, false);
    }

    @Test
    void aPictureThatIsLostLaterIsBlackAndHasNoLabels(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("face.png");
        Files.write(file, FerPlusFixture.png(0, new Random(1)));
        float[] happy = {0, 1};
        LabelledFace there = new LabelledFace("face.png", picture(file), happy, 1, false);
        Path gone = folder.resolve("gone.png");
        LabelledFace lost = new LabelledFace("gone.png", picture(gone), happy, 1, false);
        FaceSet faces =
                new FaceSet(List.of("sadness", "happiness"), List.of(lost, there), List.of());

        try (BatchPipeline pipeline =
                new BatchPipeline(faces, 48, 2, Augmentation.NONE, Sampling.NATURAL, 1)) {
            FaceBatch batch = pipeline.inOrder().next();

            assertThat(batch.distributions()).containsExactly(0, 0, 0, 1);
            assertThat(batch.majorities()).containsExactly(0, 0, 0, 1);
            assertThat(Arrays.copyOf(batch.pixels(), 48 * 48)).containsOnly(0);
            assertThat(Arrays.copyOfRange(batch.pixels(), 48 * 48, 2 * 48 * 48))
                    .isEqualTo(PictureDecoder.decode(file, Colour.LUMINANCE).pixels());
        }
    }

    private static PictureFile picture(Path file) {
        return new PictureFile(file, Colour.LUMINANCE);
    }

    private static byte[][] pixels(BatchPipeline pipeline, long seed, int epoch) {
        return list(pipeline.shuffled(seed, epoch, 0)).stream()
                .map(FaceBatch::pixels)
                .toArray(byte[][]::new);
    }

    private static List<FaceBatch> list(Iterator<FaceBatch> batches) {
        List<FaceBatch> list = new ArrayList<>();
        batches.forEachRemaining(list::add);
        return list;
    }
}
