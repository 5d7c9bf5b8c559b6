package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.vision.window.RoomAccumulator;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Sums up the observations of everybody before one camera. In: {@link PersonObservation}s. Out:
 * their sums.
 */
final class AccumulateRoom
        implements AggregateFunction<PersonObservation, RoomAccumulator, RoomAccumulator> {

    private static final long serialVersionUID = 1;

    @Override
    public RoomAccumulator createAccumulator() {
        return new RoomAccumulator();
    }

    @Override
    public RoomAccumulator add(PersonObservation observation, RoomAccumulator sums) {
        sums.add(
                observation.personId(),
                observation.labels(),
                observation.captureTime(),
                observation.distribution(),
                observation.quality(),
                observation.modelId());
        return sums;
    }

    @Override
    public RoomAccumulator getResult(RoomAccumulator sums) {
        return sums;
    }

    @Override
    public RoomAccumulator merge(RoomAccumulator a, RoomAccumulator b) {
        a.merge(b);
        return a;
    }
}
