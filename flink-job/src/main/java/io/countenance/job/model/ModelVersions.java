package io.countenance.job.model;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ModelContract;
import java.util.HashMap;
import java.util.Map;

/**
 * The versions of the expression model that are open in this process: the current one, and earlier
 * ones for as long as somebody holds them. Owns them all. Safe for several threads.
 */
final class ModelVersions implements AutoCloseable {

    /** A model that nobody runs but by {@link ExpressionModel#share}. */
    static final class Version {

        final ExpressionModel model;
        private int holds;

        private Version(ExpressionModel model) {
            this.model = model;
        }
    }

    private final Map<String, Version> open = new HashMap<>();
    private volatile Version current;
    private boolean closed;

    /**
     * @param first the current version from now on; closed by this object
     */
    ModelVersions(ExpressionModel first) {
        current = new Version(first);
        current.holds = 1;
        open.put(id(current), current);
    }

    /** Id of the current version. */
    String currentId() {
        return id(current);
    }

    /** Contract of the current version. */
    ModelContract currentContract() {
        return current.model.contract();
    }

    /** A hold on the current version; its user closes it. */
    synchronized ModelHold holdCurrent() {
        return hold(current);
    }

    /**
     * A hold on a version that somebody holds; its user closes it.
     *
     * @throws IllegalStateException where nobody does any more
     */
    synchronized ModelHold hold(String modelId) {
        Version version = open.get(modelId);
        if (version == null) {
            throw new IllegalStateException(
                    "Expression model %s is not open, only %s".formatted(modelId, open.keySet()));
        }
        return hold(version);
    }

    private ModelHold hold(Version version) {
        if (closed) {
            throw new IllegalStateException("Expression model " + id(version) + " is closed");
        }
        version.holds++;
        return new ModelHold(this, version);
    }

    /**
     * Makes a model the current version.
     *
     * @param next closed by this object
     */
    synchronized void take(ExpressionModel next) {
        Version version = open.get(next.contract().modelId());
        if (closed || version != null) {
            next.close();
        }
        if (closed) {
            return;
        }
        if (version == null) {
            version = new Version(next);
            open.put(id(version), version);
        }
        version.holds++;
        Version before = current;
        current = version;
        letGo(before);
    }

    synchronized void letGo(Version version) {
        version.holds--;
        if (version.holds == 0) {
            open.remove(id(version));
            version.model.close();
        }
    }

    private static String id(Version version) {
        return version.model.contract().modelId();
    }

    /** Lets go of the current version; whoever holds it yet closes it. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            letGo(current);
        }
    }
}
