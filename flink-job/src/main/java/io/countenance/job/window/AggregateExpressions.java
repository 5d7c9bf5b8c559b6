package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import io.countenance.vision.window.ExpressionAccumulator;
import io.countenance.vision.window.RoomAccumulator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Sums expressions up over windows of event time, by person and by room. In: {@link
 * PersonObservation}. Out: {@link ExpressionWindow}, {@link RoomWindow}, and observations that came
 * too late for either as dead letters.
 */
public final class AggregateExpressions {

    private static final OutputTag<PersonObservation> LATE =
            new OutputTag<>("late-observations", TypeInformation.of(PersonObservation.class));

    private final WindowOptions options;

    public AggregateExpressions(WindowOptions options) {
        this.options = options;
    }

    /** A result for each person and window. */
    public SingleOutputStreamOperator<ExpressionWindow> byPerson(
            DataStream<PersonObservation> observations) {
        return observations
                .keyBy(PersonObservation::personKey)
                .window(options.assigner())
                .allowedLateness(options.allowedLateness())
                .sideOutputLateData(LATE)
                .aggregate(
                        new AccumulatePerson(),
                        new IssueExpressionWindow(options.type()),
                        TypeInformation.of(ExpressionAccumulator.class),
                        TypeInformation.of(ExpressionAccumulator.class),
                        new AvroTypeInfo<>(ExpressionWindow.class))
                .name("AggregateExpressions")
                .uid("aggregate-expressions");
    }

    /** A result for each camera and window in which enough persons were seen. */
    public SingleOutputStreamOperator<RoomWindow> byRoom(
            DataStream<PersonObservation> observations) {
        return observations
                .keyBy(PersonObservation::cameraId)
                .window(options.assigner())
                .allowedLateness(options.allowedLateness())
                .sideOutputLateData(LATE)
                .aggregate(
                        new AccumulateRoom(),
                        new IssueRoomWindow(options.type(), options.minPersons()),
                        TypeInformation.of(RoomAccumulator.class),
                        TypeInformation.of(RoomAccumulator.class),
                        new AvroTypeInfo<>(RoomWindow.class))
                .name("AggregateRooms")
                .uid("aggregate-rooms");
    }

    /** What was too late for {@code windows}, a stream of {@link #byPerson}. */
    public DataStream<DeadLetter> late(SingleOutputStreamOperator<?> windows) {
        return windows.getSideOutput(LATE)
                .map(new RefuseLateObservations())
                .returns(new AvroTypeInfo<>(DeadLetter.class))
                .name("RefuseLateObservations")
                .uid("refuse-late-observations");
    }
}
