package io.countenance.lab.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares batches on threads of its own, a few ahead of the reader. What a batch holds depends on
 * seed, epoch and position alone, not on threads. A picture that can no longer be read costs no
 * run: it is black, has no labels and is warned of once. One reader at a time; close it to end the
 * threads.
 */
public final class BatchPipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchPipeline.class);

    private static final int AHEAD = 4;

    private final FaceSet faces;
    private final FaceRenderer renderer;
    private final int size;
    private final int batchSize;
    private final ExecutorService threads;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /**
     * Starts the threads.
     *
     * @param faces all faces of the split
     * @param size side of the network's input, px
     * @param batchSize faces in a batch, 1 or more
     * @param augmentation how they are varied
     * @param threads how many threads prepare batches, 1 or more
     */
    public BatchPipeline(
            FaceSet faces, int size, int batchSize, Augmentation augmentation, int threads) {
        this.faces = faces;
        this.size = size;
        this.batchSize = batchSize;
        renderer = new FaceRenderer(size, augmentation);
        this.threads =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "batches");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** Whole batches in an epoch of training; what is left over waits for the next shuffle. */
    public int batchesPerEpoch() {
        return Math.max(1, faces.faces().size() / batchSize);
    }

    /** The batches of one epoch in an order drawn from seed and epoch. */
    public Iterator<FaceBatch> shuffled(long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
        int[] order = ordered();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return new Batches(order, batchesPerEpoch(), random.nextLong());
    }

    /** All faces once, in their order; the last batch may be smaller. */
    public Iterator<FaceBatch> inOrder() {
        int[] order = ordered();
        return new Batches(order, (order.length + batchSize - 1) / batchSize, 0);
    }

    private int[] ordered() {
        int[] order = new int[faces.faces().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return order;
    }

    private FaceBatch prepare(int[] order, int from, int to, long seed) {
        int labels = faces.labels().size();
        int count = to - from;
        int bytes = size * size * faces.colour().channels();
        byte[] pixels = new byte[count * bytes];
        float[] distributions = new float[count * labels];
        float[] majorities = new float[count * labels];
        for (int i = 0; i < count; i++) {
            LabelledFace face = faces.faces().get(order[from + i]);
            Picture picture;
            try {
                picture = face.picture().read();
            } catch (IOException e) {
                warn(face, e);
                continue;
            }
            renderer.render(picture, new SplittableRandom(seed + from + i), pixels, i * bytes);
            face.copyLabels(distributions, majorities, i * labels);
        }
        return new FaceBatch(count, pixels, distributions, majorities);
    }

    /** Every picture was decoded when it was loaded: this one was lost or changed since then. */
    private void warn(LabelledFace face, IOException failure) {
        if (lost.add(face.name())) {
            LOG.warn(
                    "The picture {} can no longer be read ({}): a black one without labels stands"
                            + " in for it.",
                    face.name(),
                    failure.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Batches implements Iterator<FaceBatch> {

        private final int[] order;
        private final int batches;
        private final long seed;
        private final ArrayDeque<Future<FaceBatch>> pending = new ArrayDeque<>();
        private int submitted;

        Batches(int[] order, int batches, long seed) {
            this.order = order;
            this.batches = batches;
            this.seed = seed;
        }

        @Override
        public boolean hasNext() {
            return submitted < batches || !pending.isEmpty();
        }

        @Override
        public FaceBatch next() {
            while (submitted < batches && pending.size() < AHEAD) {
                int from = submitted++ * batchSize;
                int to = Math.min(order.length, from + batchSize);
                pending.add(threads.submit(() -> prepare(order, from, to, seed)));
            }
            if (pending.isEmpty()) {
                throw new NoSuchElementException("no more batches");
            }
            try {
                return pending.remove().get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a batch", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a batch could not be prepared", e.getCause());
            }
        }
    }
}
