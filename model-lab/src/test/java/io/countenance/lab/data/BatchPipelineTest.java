package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.DrawnFaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPipelineTest {

    private static final Augmentation SOME = new Augmentation(10, 0.1, 0.1, 0.5, 0.2, 0.1, 0.5);

    @Test
    void inOrderGivesEveryFaceOnce() {
        FaceSet faces = DrawnFaces.of(10, 1);
        try (BatchPipeline pipeline = new BatchPipeline(faces, 48, 4, Augmentation.NONE, 2)) {
            List<FaceBatch> batches = list(pipeline.inOrder());

            assertThat(batches).extracting(FaceBatch::count).containsExactly(4, 4, 2);
            for (int i = 0; i < 10; i++) {
                FaceBatch batch = batches.get(i / 4);
                int from = i % 4 * 48 * 48;
                assertThat(Arrays.copyOfRange(batch.pixels(), from, from + 48 * 48))
                        .isEqualTo(faces.faces().get(i).picture().pixels());
                assertThat(batch.distributions()[i % 4 * 8 + i % 3]).isEqualTo(0.8f);
                assertThat(batch.majorities()[i % 4 * 8 + i % 3]).isEqualTo(1);
            }
        }
    }

    @Test
    void anEpochDependsOnSeedAndNumberAloneNotOnThreads() {
        FaceSet faces = DrawnFaces.of(32, 1);
        try (BatchPipeline one = new BatchPipeline(faces, 48, 8, SOME, 1);
                BatchPipeline three = new BatchPipeline(faces, 48, 8, SOME, 3)) {
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(three, 5, 1))).isTrue();
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(one, 5, 2))).isFalse();
            assertThat(Arrays.deepEquals(pixels(one, 5, 1), pixels(one, 6, 1))).isFalse();
        }
    }

    private static byte[][] pixels(BatchPipeline pipeline, long seed, int epoch) {
        return list(pipeline.shuffled(seed, epoch)).stream()
                .map(FaceBatch::pixels)
                .toArray(byte[][]::new);
    }

    private static List<FaceBatch> list(Iterator<FaceBatch> batches) {
        List<FaceBatch> list = new ArrayList<>();
        batches.forEachRemaining(list::add);
        return list;
    }
}
