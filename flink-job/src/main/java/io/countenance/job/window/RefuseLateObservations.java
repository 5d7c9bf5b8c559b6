package io.countenance.job.window;

import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ReasonCode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Makes dead letters of observations whose window is closed for good. */
final class RefuseLateObservations extends RichMapFunction<PersonObservation, DeadLetter> {

    private static final long serialVersionUID = 1;

    private transient DeadLetters deadLetters;

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public DeadLetter map(PersonObservation observation) {
        return deadLetters.observation(
                observation,
                Refusal.of(
                        Stage.AGGREGATE,
                        ReasonCode.LATE_OBSERVATION,
                        "The window of capture time %d ms is closed for good."
                                .formatted(observation.captureTime())));
    }
}
