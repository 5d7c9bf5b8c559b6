package io.countenance.benchmarks.engine;

import io.countenance.job.options.JobOptions;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.image.ImageLimits;

/**
 * The job's options that a loop without Flink has too.
 *
 * @param imageLimits of the decoder
 * @param detector which, and how
 * @param expressionModel which, and how
 * @param batch frames that are read together
 */
record KernelOptions(
        ImageLimits imageLimits,
        DetectorOptions detector,
        ExpressionModelOptions expressionModel,
        int batch) {

    static KernelOptions of(JobOptions job) {
        return new KernelOptions(
                job.imageLimits(),
                job.detector(),
                job.servedModel().model(),
                job.batchLimits().maxFrames());
    }
}
