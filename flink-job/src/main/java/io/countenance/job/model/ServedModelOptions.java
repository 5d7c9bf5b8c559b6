package io.countenance.job.model;

import io.countenance.vision.expression.ExpressionModelOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Which expression model the job serves.
 *
 * @param model which, and how it is run; its {@code model} may also be a URI that Flink's file
 *     systems know, such as {@code s3://bucket/faces.onnx}
 * @param watchInterval how often the file is looked at for a new version; zero: never
 */
public record ServedModelOptions(ExpressionModelOptions model, Duration watchInterval)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Whether the model is at a path of this machine: neither the build's own nor at a URI. */
    public boolean isFile() {
        return ModelLocation.of(model.model()).isFile();
    }

    boolean watched() {
        return !watchInterval.isZero() && !ModelLocation.of(model.model()).shipped();
    }
}
