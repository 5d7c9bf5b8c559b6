package io.countenance.job.model;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.InvalidModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The expression model that a job serves, which all its subtasks in one process share. Its file is
 * watched; a new version is loaded beside the old one by a thread of its own and becomes the {@link
 * #currentId current} one. Subtasks go over to it by themselves, between two batches or, without
 * any, with the next checkpoint; the old version is closed when the last one has.
 *
 * <p>Each that opens it closes it; the last one ends the watch. Safe for several threads.
 */
public final class ServedModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);
    private static final int STOP_SECONDS = 10;

    private record Key(JobID job, ServedModelOptions options) {}

    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private final Shared shared;
    private boolean closed;

    private ServedModel(Shared shared) {
        this.shared = shared;
    }

    /**
     * Opens the model, or joins those of the same job who have it open.
     *
     * @throws InvalidModelException if the file is no model that can be used
     * @throws UncheckedIOException if it cannot be read
     */
    public static ServedModel open(JobID job, ServedModelOptions options) {
        Key key = new Key(job, options);
        synchronized (OPEN) {
            Shared shared = OPEN.get(key);
            if (shared == null) {
                shared = new Shared(key);
                OPEN.put(key, shared);
            }
            shared.users++;
            return new ServedModel(shared);
        }
    }

    /**
     * The id of the version that the next batch is to be read with. Costs nothing; ask before each
     * batch.
     */
    public String currentId() {
        return shared.versions.currentId();
    }

    /** A hold on the current version; the caller closes it. */
    public ModelHold holdCurrent() {
        return shared.versions.holdCurrent();
    }

    /**
     * A hold on the version that a batch was cropped for; the caller closes it.
     *
     * @throws IllegalStateException where nobody holds it any more
     */
    public ModelHold hold(String modelId) {
        return shared.versions.hold(modelId);
    }

    /** How many new versions were refused in this process since the job came to it. */
    public long refusals() {
        return shared.watch.refusals();
    }

    /** Why the last one of them was refused; empty where none was. */
    public String lastRefusal() {
        return shared.watch.lastRefusal();
    }

    /** Looks for a new version at once. */
    void look() {
        shared.watch.look();
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            closed = true;
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            OPEN.remove(shared.key);
        }
        shared.close();
    }

    private static final class Shared {

        private final Key key;
        private final ModelVersions versions;
        private final ModelWatch watch;
        private final @Nullable ScheduledExecutorService watcher;
        private int users;

        Shared(Key key) {
            this.key = key;
            ServedModelOptions options = key.options();
            ModelLocation location = ModelLocation.of(options.model().model());
            ModelLocation.Stamp stamp;
            try {
                stamp = location.stamp();
                versions =
                        new ModelVersions(
                                ExpressionModel.open(location.read(stamp), options.model()));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Expression model %s cannot be read: %s"
                                .formatted(location.model(), e.getMessage()),
                        e);
            }
            watch = new ModelWatch(location, options.model(), versions, stamp);
            watcher = options.watched() ? startWatch(options) : null;
        }

        private ScheduledExecutorService startWatch(ServedModelOptions options) {
            ScheduledExecutorService executor =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "expression-model-watch");
                                thread.setDaemon(true);
                                return thread;
                            });
            long interval = options.watchInterval().toMillis();
            executor.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
            return executor;
        }

        private void look() {
            try {
                watch.look();
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "Expression model {} is watched no more; {} stays",
                        key.options().model().model(),
                        versions.currentId(),
                        e);
                throw e;
            }
        }

        private void close() {
            if (watcher != null) {
                watcher.shutdownNow();
                try {
                    if (!watcher.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                        LOG.warn("The watch of the expression model does not end");
                    }
                } catch (InterruptedException e) {
                    // A version that it is loading yet is closed as soon as it is there.
                    Thread.currentThread().interrupt();
                }
            }
            versions.close();
        }
    }
}
