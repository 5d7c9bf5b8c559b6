package io.countenance.job.window;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * The windows that expressions are summed up over.
 *
 * @param type tumbling, sliding or session
 * @param size of tumbling and sliding windows
 * @param slide from one sliding window's start to the next one's
 * @param gap without an observation that ends a session
 * @param allowedLateness how far behind its camera's time an observation may be and reissue its
 *     window
 * @param minPersons fewest persons of a room window
 * @param minQuality below this mean quality, 0 to 1, a window abstains
 */
public record WindowOptions(
        WindowType type,
        Duration size,
        Duration slide,
        Duration gap,
        Duration allowedLateness,
        int minPersons,
        double minQuality)
        implements Serializable {

    /** The windows that a time is in; of a session, as much as that time alone makes. */
    List<TimeWindow> windowsOf(long time) {
        return switch (type) {
            case TUMBLING -> List.of(starting(latestStart(time, size), size));
            case SLIDING -> {
                List<TimeWindow> windows = new ArrayList<>();
                for (long start = latestStart(time, slide);
                        start > time - size.toMillis();
                        start -= slide.toMillis()) {
                    windows.add(starting(start, size));
                }
                yield windows;
            }
            case SESSION -> List.of(starting(time, gap));
        };
    }

    private static long latestStart(long time, Duration step) {
        return TimeWindow.getWindowStartWithOffset(time, 0, step.toMillis());
    }

    private static TimeWindow starting(long start, Duration length) {
        return new TimeWindow(start, start + length.toMillis());
    }
}
