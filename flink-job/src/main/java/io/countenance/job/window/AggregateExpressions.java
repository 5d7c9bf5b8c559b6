package io.countenance.job.window;

import io.countenance.job.track.TrackedFrame;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Sums expressions up over windows of each camera's own time, by person and by room. In: {@link
 * TrackedFrame}, keyed by camera. Out: {@link ExpressionWindow}, {@link RoomWindow}.
 */
public final class AggregateExpressions {

    private final WindowOptions options;

    public AggregateExpressions(WindowOptions options) {
        this.options = options;
    }

    /** A result for each person and window. */
    public SingleOutputStreamOperator<ExpressionWindow> byPerson(
            KeyedStream<TrackedFrame, String> frames) {
        return frames.process(
                        new SumUpWindows<>(options, new PersonSums(options.minQuality())),
                        new AvroTypeInfo<>(ExpressionWindow.class))
                .name("AggregateExpressions")
                .uid("aggregate-expressions");
    }

    /** A result for each camera and window in which enough persons were seen. */
    public SingleOutputStreamOperator<RoomWindow> byRoom(KeyedStream<TrackedFrame, String> frames) {
        return frames.process(
                        new SumUpWindows<>(
                                options, new RoomSums(options.minPersons(), options.minQuality())),
                        new AvroTypeInfo<>(RoomWindow.class))
                .name("AggregateRooms")
                .uid("aggregate-rooms");
    }
}
