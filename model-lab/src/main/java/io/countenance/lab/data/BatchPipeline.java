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
    private final Sampling sampling;
    private final double mixup;
    private final ExecutorService threads;
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /**
     * Starts the threads.
     *
     * @param faces all faces of the split
     * @param size side of the network's input, px
     * @param batchSize faces in a batch, 1 or more
     * @param augmentation how they are varied
     * @param sampling how often each expression is shown in training
     * @param threads how many threads prepare batches, 1 or more
     */
    public BatchPipeline(
            FaceSet faces,
            int size,
            int batchSize,
            Augmentation augmentation,
            Sampling sampling,
            int threads) {
        this.faces = faces;
        this.sampling = sampling;
        mixup = augmentation.mixup();
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

    /**
     * The batches of one epoch in an order drawn from seed and epoch.
     *
     * @param skipped so many batches at its start are left out, 0 or more
     */
    public Iterator<FaceBatch> shuffled(long seed, int epoch, int skipped) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + epoch);
        int[] order =
                sampling == Sampling.BALANCED
                        ? EpochOrder.balanced(faces, random)
                        : EpochOrder.natural(faces.faces().size(), random);
        return new Batches(order, skipped, batchesPerEpoch(), random.nextLong(), mixup);
    }

    /** All faces once, in their order; the last batch may be smaller. */
    public Iterator<FaceBatch> inOrder() {
        int[] order = EpochOrder.ordered(faces.faces().size());
        return new Batches(order, 0, (order.length + batchSize - 1) / batchSize, 0, 0);
    }

    private FaceBatch prepare(int[] order, int from, int to, long seed, double mixing) {
        int labels = faces.labels().size();
        int count = to - from;
        int bytes = size * size * faces.colour().channels();
        FaceBatch batch =
                new FaceBatch(
                        count,
                        new byte[count * bytes],
                        new float[count * labels],
                        new float[count * labels]);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(seed + from + i);
            boolean rendered = render(order[from + i], random, batch, i);
            if (rendered && mixing > 0) {
                mix(order[random.nextInt(order.length)], random, batch, i, mixing);
            }
        }
        return batch;
    }

    /** Writes a face into its place; false where its picture can no longer be read. */
    private boolean render(int number, SplittableRandom random, FaceBatch batch, int place) {
        LabelledFace face = faces.faces().get(number);
        Picture picture;
        try {
            picture = face.picture().read();
        } catch (IOException e) {
            warn(face, e);
            return false;
        }
        int bytes = size * size * faces.colour().channels();
        renderer.render(picture, random, batch.pixels(), place * bytes);
        face.copyLabels(batch.distributions(), batch.majorities(), place * faces.labels().size());
        return true;
    }

    private void mix(
            int other, SplittableRandom random, FaceBatch batch, int place, double mixing) {
        int labels = faces.labels().size();
        int bytes = size * size * faces.colour().channels();
        FaceBatch one = new FaceBatch(1, new byte[bytes], new float[labels], new float[labels]);
        if (!render(other, random, one, 0)) {
            return;
        }
        double share = Mixup.share(mixing, random);
        Mixup.blend(batch.pixels(), place * bytes, one.pixels(), share);
        Mixup.blend(batch.distributions(), place * labels, one.distributions(), share);
        Mixup.blend(batch.majorities(), place * labels, one.majorities(), share);
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
        private final double mixing;
        private final ArrayDeque<Future<FaceBatch>> pending = new ArrayDeque<>();
        private int submitted;

        Batches(int[] order, int skipped, int batches, long seed, double mixing) {
            submitted = skipped;
            this.mixing = mixing;
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
                pending.add(threads.submit(() -> prepare(order, from, to, seed, mixing)));
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
