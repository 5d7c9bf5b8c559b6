package io.countenance.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchRunnerTest {

    private static final int SIZE = 32;
    private static final int CLASSES = 8;
    private static final int ITEM = SIZE * SIZE * 3;

    @ParameterizedTest
    @EnumSource(OnnxGraphs.Head.class)
    void resultHasTheSameBitsAloneAndInAnyCompany(OnnxGraphs.Head head) throws Exception {
        for (int threads : new int[] {1, 2}) {
            try (SharedSession session = open(head, threads);
                    BatchRunner runner = runner(session, 32)) {
                byte[] faces = faces(45);
                float[][] together = runner.run(faces, 45);

                for (int i = 0; i < 45; i++) {
                    assertThat(runner.run(face(faces, i), 1)[0]).isEqualTo(together[i]);
                }
                Random random = new Random(3);
                for (int i = 0; i < 60; i++) {
                    int[] who = random.ints(1 + random.nextInt(33), 0, 45).toArray();
                    byte[] company = new byte[who.length * ITEM];
                    for (int k = 0; k < who.length; k++) {
                        System.arraycopy(faces, who[k] * ITEM, company, k * ITEM, ITEM);
                    }
                    float[][] rows = runner.run(company, who.length);
                    for (int k = 0; k < who.length; k++) {
                        assertThat(rows[k]).isEqualTo(together[who[k]]);
                    }
                }
                assertThat(Arrays.stream(together).map(Arrays::toString).distinct()).hasSize(45);
            }
        }
    }

    @Test
    void threadsShareTheSession() throws Exception {
        byte[] faces = faces(20);
        try (SharedSession session = open(OnnxGraphs.Head.GEMM, 1);
                BatchRunner first = runner(session, 8)) {
            float[][] expected = first.run(faces, 20);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Callable<float[][]>> calls = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    calls.add(
                            () -> {
                                try (SharedSession own = open(OnnxGraphs.Head.GEMM, 1);
                                        BatchRunner runner = runner(own, 8)) {
                                    assertThat(own.session()).isSameAs(session.session());
                                    return runner.run(faces, 20);
                                }
                            });
                }
                for (Future<float[][]> result : threads.invokeAll(calls)) {
                    assertThat(result.get()).isDeepEqualTo(expected);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(SharedSession.users(sha(OnnxGraphs.Head.GEMM))).isEqualTo(1);
        }
        assertThat(SharedSession.users(sha(OnnxGraphs.Head.GEMM))).isZero();
    }

    @Test
    void sessionLivesUntilTheLastUserCloses() throws Exception {
        SharedSession first = open(OnnxGraphs.Head.MATMUL, 1);
        SharedSession second = open(OnnxGraphs.Head.MATMUL, 1);
        first.close();
        first.close();
        try (BatchRunner runner = runner(second, 2)) {
            assertThat(runner.run(faces(3), 3)).hasDimensions(3, CLASSES);
        }
        second.close();
        assertThat(SharedSession.users(sha(OnnxGraphs.Head.MATMUL))).isZero();
    }

    @Test
    void nothingInNothingOut() throws Exception {
        try (SharedSession session = open(OnnxGraphs.Head.GEMM, 1);
                BatchRunner runner = runner(session, 4)) {
            assertThat(runner.run(new byte[0], 0)).isEmpty();
        }
    }

    @Test
    void candidatesArePowersOfTwoAndTheLargest() {
        assertThat(BatchSizes.candidates(1)).containsExactly(1);
        assertThat(BatchSizes.candidates(8)).containsExactly(1, 2, 4, 8);
        assertThat(BatchSizes.candidates(20)).containsExactly(1, 2, 4, 8, 16, 20);
    }

    @Test
    void sizesWithOtherBitsAreLeftOut() {
        BatchSizes.Probe odd = probe((item, size, place) -> size == 1 ? Math.nextUp(0.3f) : 0.3f);

        assertThat(BatchSizes.find(odd, 8, Device.CPU)).containsExactly(2, 4, 8);
        assertThat(BatchSizes.find(odd, 8, Device.CUDA)).containsExactly(1, 2, 4, 8);
    }

    @Test
    void itemsGoOneByOneWhereTheirPlaceShows() {
        BatchSizes.Probe odd = probe((item, size, place) -> place == 3 ? 0.31f : 0.3f);

        assertThat(BatchSizes.find(odd, 8, Device.CPU)).containsExactly(1);
    }

    private interface Result {
        float of(byte[] item, int size, int place);
    }

    private static BatchSizes.Probe probe(Result result) {
        return new BatchSizes.Probe() {
            @Override
            public int itemBytes() {
                return 4;
            }

            @Override
            public float[][] run(byte[] item, int size) {
                float[][] rows = new float[size][1];
                for (int i = 0; i < size; i++) {
                    rows[i][0] = result.of(item, size, i);
                }
                return rows;
            }
        };
    }

    private static SharedSession open(OnnxGraphs.Head head, int threads) throws Exception {
        byte[] model =
                OnnxGraphs.model(OnnxGraphs.faceNetwork(head, SIZE, CLASSES).build())
                        .build()
                        .toByteArray();
        return SharedSession.open(model, sha(head), Device.CPU, threads);
    }

    private static String sha(OnnxGraphs.Head head) {
        return "sha-256-of-the-test-network-" + head;
    }

    private static BatchRunner runner(SharedSession session, int maxBatch) throws Exception {
        return new BatchRunner(
                session, "faces", new long[] {SIZE, SIZE, 3}, "distribution", CLASSES, maxBatch);
    }

    private static byte[] faces(int count) {
        byte[] faces = new byte[count * ITEM];
        new Random(1).nextBytes(faces);
        return faces;
    }

    private static byte[] face(byte[] faces, int index) {
        return Arrays.copyOfRange(faces, index * ITEM, (index + 1) * ITEM);
    }
}
