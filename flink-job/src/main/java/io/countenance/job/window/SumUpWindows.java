package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.job.track.TrackedFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Sums observations up over windows of one camera's own time. Keyed by camera. In: {@link
 * TrackedFrame}, those that are not late in order of capture time. Out: a result for each window as
 * soon as a frame is as old as its end, and again, with a higher revision, when late frames change
 * it.
 *
 * <p>Flink's own windows go by the watermark, of which there is one for all cameras: whatever it
 * is, a clock that is wrong closes the others' windows or holds them open. Here the camera's frames
 * close its windows. When the camera falls silent, open windows are issued as they are, but kept:
 * if it goes on within them they are issued again, so that taking a camera for silent too early
 * loses nothing.
 *
 * @param <A> the sums
 * @param <R> the results
 */
final class SumUpWindows<A, R> extends KeyedProcessFunction<String, TrackedFrame, R> {

    private static final long serialVersionUID = 1;

    /** By end, so that what is due together comes in the same order always. */
    private static final Comparator<Due<?>> ORDER =
            Comparator.<Due<?>>comparingLong(due -> due.window.end)
                    .thenComparingLong(due -> due.owner)
                    .thenComparingLong(due -> due.window.start);

    private final WindowOptions options;
    private final WindowSums<A, R> sums;
    private final long allowedLateness;

    private transient MapState<Long, List<OpenWindow<A>>> windows;
    private transient ValueState<WindowProgress> progress;
    private transient Counter issued;
    private transient Counter reissued;

    private record Due<A>(long owner, OpenWindow<A> window) {}

    SumUpWindows(WindowOptions options, WindowSums<A, R> sums) {
        this.options = options;
        this.sums = sums;
        this.allowedLateness = options.allowedLateness().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        issued = getRuntimeContext().getMetricGroup().counter("windowsIssued");
        reissued = getRuntimeContext().getMetricGroup().counter("windowsReissued");
        windows =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "open-windows",
                                        Types.LONG,
                                        Types.LIST(OpenWindow.type(sums.type()))));
        progress =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "window-progress",
                                        TypeInformation.of(WindowProgress.class)));
    }

    @Override
    public void processElement(TrackedFrame frame, Context context, Collector<R> out)
            throws Exception {
        WindowProgress camera = progress.value();
        if (camera == null) {
            camera = new WindowProgress();
        }
        String cameraId = frame.cameraId();
        switch (frame.event()) {
            case FRAME -> {
                add(frame, camera);
                camera.time = frame.captureTime();
                issueDue(cameraId, camera, out);
            }
            case LATE_FRAME -> {
                add(frame, camera);
                issueDue(cameraId, camera, out);
            }
            case SILENT -> issueAll(cameraId, camera, true, out);
            case SET_BACK -> {
                issueAll(cameraId, camera, false, out);
                camera.setBack();
            }
            case FORGOTTEN -> {
                issueAll(cameraId, camera, false, out);
                progress.clear();
                return;
            }
        }
        progress.update(camera);
    }

    private void add(TrackedFrame frame, WindowProgress camera) throws Exception {
        for (PersonObservation observation : frame.observations()) {
            long owner = sums.ownerOf(observation);
            List<OpenWindow<A>> open = windows.get(owner);
            open = open == null ? new ArrayList<>(1) : new ArrayList<>(open);
            for (TimeWindow span : options.windowsOf(observation.captureTime())) {
                OpenWindow<A> window = window(open, span);
                sums.add(observation, window.sums);
                window.count(observation.sampling());
                camera.nextDue = Math.min(camera.nextDue, window.end);
            }
            windows.put(owner, open);
        }
    }

    /** The open window of a span; for a session, all that it touches made one. */
    private OpenWindow<A> window(List<OpenWindow<A>> open, TimeWindow span) {
        boolean session = options.type() == WindowType.SESSION;
        List<OpenWindow<A>> touched = new ArrayList<>(1);
        for (OpenWindow<A> window : open) {
            if (session
                    ? span.intersects(new TimeWindow(window.start, window.end))
                    : window.start == span.getStart()) {
                touched.add(window);
            }
        }
        if (touched.isEmpty()) {
            OpenWindow<A> window = new OpenWindow<>(span.getStart(), span.getEnd(), sums.none());
            open.add(window);
            return window;
        }
        touched.sort(Comparator.comparingLong(window -> window.start));
        OpenWindow<A> whole = touched.get(0);
        for (OpenWindow<A> later : touched.subList(1, touched.size())) {
            sums.merge(whole.sums, later.sums);
            whole.cover(later);
            open.remove(later);
        }
        whole.start = Math.min(whole.start, span.getStart());
        whole.end = Math.max(whole.end, span.getEnd());
        return whole;
    }

    /** Issues the windows that the camera's time has passed, and drops those that cannot change. */
    private void issueDue(String cameraId, WindowProgress camera, Collector<R> out)
            throws Exception {
        if (camera.time >= camera.nextDue) {
            Map<Long, List<OpenWindow<A>>> all = all();
            issue(cameraId, camera, all, window -> window.end <= camera.time, out);
            keep(all, camera);
        }
    }

    private void issueAll(String cameraId, WindowProgress camera, boolean mayGoOn, Collector<R> out)
            throws Exception {
        Map<Long, List<OpenWindow<A>>> all = all();
        issue(cameraId, camera, all, window -> true, out);
        if (mayGoOn) {
            keep(all, camera);
        } else {
            windows.clear();
        }
    }

    private Map<Long, List<OpenWindow<A>>> all() throws Exception {
        Map<Long, List<OpenWindow<A>>> all = new HashMap<>();
        for (Map.Entry<Long, List<OpenWindow<A>>> entry : windows.entries()) {
            all.put(entry.getKey(), new ArrayList<>(entry.getValue()));
        }
        return all;
    }

    private void issue(
            String cameraId,
            WindowProgress camera,
            Map<Long, List<OpenWindow<A>>> all,
            Predicate<OpenWindow<A>> isDue,
            Collector<R> out) {
        List<Due<A>> due = new ArrayList<>();
        all.forEach(
                (owner, open) ->
                        open.stream()
                                .filter(window -> window.changed && isDue.test(window))
                                .forEach(window -> due.add(new Due<>(owner, window))));
        due.sort(ORDER);
        for (Due<A> next : due) {
            OpenWindow<A> window = next.window;
            int revision = camera.firstRevision + window.issues;
            R result = sums.result(cameraId, next.owner, window, revision);
            window.changed = false;
            if (result != null) {
                (window.issues == 0 ? issued : reissued).inc();
                window.issues++;
                camera.highestRevision = Math.max(camera.highestRevision, revision);
                out.collect(result);
            }
        }
    }

    /** Puts windows back into state, save those that no frame can be in any more. */
    private void keep(Map<Long, List<OpenWindow<A>>> all, WindowProgress camera) throws Exception {
        camera.nextDue = Long.MAX_VALUE;
        for (Map.Entry<Long, List<OpenWindow<A>>> entry : all.entrySet()) {
            List<OpenWindow<A>> open = entry.getValue();
            open.removeIf(window -> window.end + allowedLateness <= camera.time);
            for (OpenWindow<A> window : open) {
                camera.nextDue =
                        Math.min(
                                camera.nextDue,
                                window.changed ? window.end : window.end + allowedLateness);
            }
            if (open.isEmpty()) {
                windows.remove(entry.getKey());
            } else {
                windows.put(entry.getKey(), open);
            }
        }
    }
}
