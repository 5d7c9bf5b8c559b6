package io.countenance.benchmarks.engine;

import io.countenance.connectors.publish.EncodedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Frames in memory, read by so many threads, each with a classifier of its own. */
final class ThreadedLoop implements AutoCloseable {

    private final RoomFrames frames;
    private final int batch;
    private final List<FrameClassifier> classifiers = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * A loop.
     *
     * @param frames that are read again and again
     * @param batch frames that a classifier is given together
     * @param parallelism threads
     * @param classifier makes a classifier; the loop closes it
     */
    ThreadedLoop(
            RoomFrames frames, int batch, int parallelism, Callable<FrameClassifier> classifier)
            throws Exception {
        this.frames = frames;
        this.batch = batch;
        threads = Executors.newFixedThreadPool(parallelism);
        try {
            for (int i = 0; i < parallelism; i++) {
                classifiers.add(classifier.call());
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Reads so many frames, shared out evenly; returns how many faces were in them. */
    int run(int count) throws Exception {
        List<Future<Integer>> shares = new ArrayList<>();
        for (int i = 0; i < classifiers.size(); i++) {
            int first = i;
            shares.add(threads.submit(() -> classify(classifiers.get(first), first, count)));
        }
        int faces = 0;
        for (Future<Integer> share : shares) {
            faces += share.get();
        }
        return faces;
    }

    private int classify(FrameClassifier classifier, int first, int count) throws Exception {
        int faces = 0;
        List<EncodedImage> together = new ArrayList<>(batch);
        for (int number = first; number < count; number += classifiers.size()) {
            together.add(frames.image(number));
            if (together.size() == batch) {
                faces += classifier.classify(together);
                together.clear();
            }
        }
        return together.isEmpty() ? faces : faces + classifier.classify(together);
    }

    @Override
    public void close() throws Exception {
        threads.shutdown();
        for (FrameClassifier classifier : classifiers) {
            classifier.close();
        }
    }
}
