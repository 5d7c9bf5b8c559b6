package io.countenance.job.model;

import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelFile;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the model's file has changed, and if so loads the new version beside the old one,
 * warms and checks it, and makes it the current one; or refuses it and leaves the old one. {@link
 * #look} from one thread at a time, the rest from any.
 */
final class ModelWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

    private final ModelLocation location;
    private final ExpressionModelOptions options;
    private final ModelVersions versions;

    /** Of the file that was taken or refused last. */
    private ModelLocation.Stamp handled;

    /** Of a file that is new, but may still be being written. */
    private ModelLocation.@Nullable Stamp fresh;

    private @Nullable String lastFailure;
    private volatile long refusals;
    private volatile String lastRefusal = "";

    /**
     * @param opened stamp of the file that is the current version
     */
    ModelWatch(
            ModelLocation location,
            ExpressionModelOptions options,
            ModelVersions versions,
            ModelLocation.Stamp opened) {
        this.location = location;
        this.options = options;
        this.versions = versions;
        this.handled = opened;
    }

    /** How many files were refused. */
    long refusals() {
        return refusals;
    }

    /** Why the last one was refused; empty where none was. */
    String lastRefusal() {
        return lastRefusal;
    }

    /**
     * Looks once. A new file is read when two looks in a row have seen the same of it, so that one
     * that is half written waits. What is refused is not tried again until it changes; what cannot
     * be read is tried again at each look, and counts once as long as the reason stays the same.
     */
    void look() {
        try {
            ModelLocation.Stamp seen = location.stamp();
            if (seen.equals(handled)) {
                fresh = null;
            } else if (!seen.equals(fresh)) {
                fresh = seen;
            } else {
                ModelFile file = location.read(seen);
                if (location.stamp().equals(seen)) {
                    fresh = null;
                    handled = seen;
                    take(file);
                }
            }
            lastFailure = null;
        } catch (IOException | RuntimeException e) {
            if (!Objects.equals(lastFailure, e.getMessage())) {
                lastFailure = e.getMessage();
                refuse(e);
            }
        }
    }

    private void take(ModelFile file) {
        String before = versions.currentId();
        if (file.modelId().equals(before)) {
            LOG.info("Expression model {} was written again, unchanged", before);
            return;
        }
        ExpressionModel next = null;
        try {
            next = ExpressionModel.open(file, options);
            ModelCompatibility.check(location.model(), versions.currentContract(), next.contract());
            versions.take(next);
            LOG.info("Expression model {} takes the place of {}", file.modelId(), before);
            next = null;
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whatever a file does to those who open it, the next one is looked at.
            refuse(e);
        } finally {
            if (next != null) {
                next.close();
            }
        }
    }

    private void refuse(Throwable reason) {
        lastRefusal = String.valueOf(reason.getMessage());
        refusals++;
        LOG.warn(
                "A new version of the expression model is refused, {} stays: {}",
                versions.currentId(),
                lastRefusal);
    }
}
