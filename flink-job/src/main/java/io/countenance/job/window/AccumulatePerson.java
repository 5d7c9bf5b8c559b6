package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.vision.window.ExpressionAccumulator;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Sums up one person's observations. In: {@link PersonObservation}s of one person. Out: their sums.
 */
final class AccumulatePerson
        implements AggregateFunction<
                PersonObservation, ExpressionAccumulator, ExpressionAccumulator> {

    private static final long serialVersionUID = 1;

    @Override
    public ExpressionAccumulator createAccumulator() {
        return new ExpressionAccumulator();
    }

    @Override
    public ExpressionAccumulator add(PersonObservation observation, ExpressionAccumulator sums) {
        sums.add(
                observation.labels(),
                observation.captureTime(),
                observation.distribution(),
                observation.quality(),
                observation.modelId());
        return sums;
    }

    @Override
    public ExpressionAccumulator getResult(ExpressionAccumulator sums) {
        return sums;
    }

    @Override
    public ExpressionAccumulator merge(ExpressionAccumulator a, ExpressionAccumulator b) {
        a.merge(b);
        return a;
    }
}
