package io.countenance.job.model;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ModelContract;

/**
 * One user's hold on one version of the expression model, which stays open until the last hold on
 * it is closed. One thread at a time.
 */
public final class ModelHold implements AutoCloseable {

    private final ModelVersions versions;
    private final ModelVersions.Version version;
    private boolean closed;

    ModelHold(ModelVersions versions, ModelVersions.Version version) {
        this.versions = versions;
        this.version = version;
    }

    /** What the version's file says of itself. */
    public ModelContract contract() {
        return version.model.contract();
    }

    /** The version's model for the caller's thread; the caller closes it. */
    public ExpressionModel open() {
        return version.model.share();
    }

    /** Lets go. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            versions.letGo(version);
        }
    }
}
