package io.countenance.job.window;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * The windows that expressions are summed up over.
 *
 * @param type tumbling, sliding or session
 * @param size of tumbling and sliding windows
 * @param slide from one sliding window's start to the next one's
 * @param gap without an observation that ends a session
 * @param allowedLateness how far behind the watermark an observation may be and reissue its window
 * @param minPersons fewest persons of a room window
 */
public record WindowOptions(
        WindowType type,
        Duration size,
        Duration slide,
        Duration gap,
        Duration allowedLateness,
        int minPersons)
        implements Serializable {

    WindowAssigner<Object, TimeWindow> assigner() {
        return switch (type) {
            case TUMBLING -> TumblingEventTimeWindows.of(size);
            case SLIDING -> SlidingEventTimeWindows.of(size, slide);
            case SESSION -> EventTimeSessionWindows.withGap(gap);
        };
    }
}
