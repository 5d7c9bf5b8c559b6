package io.countenance.job.window;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * How often a key's windows have been issued. Kept by key, not by window: session windows, which
 * merge, have no state of their own.
 */
final class WindowRevisions {

    private static final MapStateDescriptor<Long, Integer> ISSUED =
            new MapStateDescriptor<>("issued-by-window-start", Types.LONG, Types.INT);

    private WindowRevisions() {}

    /**
     * Counts an issue of {@code window}: 0 for the first. A session that has grown over others
     * continues the highest of their counts, so that it overrules them all.
     */
    static int next(KeyedStateStore state, TimeWindow window, WindowType type) throws Exception {
        MapState<Long, Integer> issued = state.getMapState(ISSUED);
        Integer last = issued.get(window.getStart());
        if (type == WindowType.SESSION) {
            for (Long start : issued.keys()) {
                if (start > window.getStart() && start < window.getEnd()) {
                    Integer merged = issued.get(start);
                    last = last == null ? merged : Integer.valueOf(Math.max(last, merged));
                }
            }
        }
        int revision = last == null ? 0 : last + 1;
        issued.put(window.getStart(), revision);
        return revision;
    }

    /** Forgets {@code window} and, for a session, all that it has grown over. */
    static void clear(KeyedStateStore state, TimeWindow window, WindowType type) throws Exception {
        MapState<Long, Integer> issued = state.getMapState(ISSUED);
        issued.remove(window.getStart());
        if (type == WindowType.SESSION) {
            var starts = issued.keys().iterator();
            while (starts.hasNext()) {
                long start = starts.next();
                if (start > window.getStart() && start < window.getEnd()) {
                    starts.remove();
                }
            }
        }
    }
}
