package io.countenance.job.model;

import io.countenance.vision.expression.InvalidModelException;
import io.countenance.vision.expression.ModelContract;

/**
 * Whether a model can take another's place in a running job. Input size, margin and shift of the
 * crop may differ, since crops change together with the model. Labels may not, nor their order: a
 * window would mix distributions over different things. Neither may the kind of crop: a detector
 * that gives no landmarks would have every face refused.
 */
final class ModelCompatibility {

    private ModelCompatibility() {}

    /**
     * Returns if {@code next} can take the place of {@code current}.
     *
     * @param file what messages call {@code next}
     * @throws InvalidModelException that says why it cannot
     */
    static void check(String file, ModelContract current, ModelContract next) {
        if (!next.labels().equals(current.labels())) {
            throw new InvalidModelException(
                    file,
                    "its labels are " + next.labels(),
                    "the labels of the model in use, %s, in their order: %s; start the job anew to change them"
                            .formatted(current.modelId(), current.labels()));
        }
        if (next.cropPolicy().getClass() != current.cropPolicy().getClass()) {
            throw new InvalidModelException(
                    file,
                    "its crop policy is " + next.cropPolicy(),
                    "the kind of crop of the model in use, %s: %s; start the job anew to change it"
                            .formatted(current.modelId(), current.cropPolicy()));
        }
    }
}
