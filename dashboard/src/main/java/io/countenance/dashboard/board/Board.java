package io.countenance.dashboard.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows: the windows of the last minutes and how each camera fares. Tells every
 * subscriber of each change, in order. Memory is bounded by {@link Limits}, whatever the topics
 * hold. Any number of threads.
 *
 * <p>Events hold JSON that was made by a JSON library of all values; a page must put texts in as
 * texts.
 */
public final class Board {

    /** Dead letters that name no camera. */
    private static final String UNKNOWN_CAMERA = "(unknown camera)";

    /** As docs/topics.md has it; a longer name is none that the job lets through. */
    private static final int MAX_CAMERA_CHARACTERS = 128;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the page gets once a second.
     *
     * @param broker how reading from Kafka goes
     * @param unreadable records of result topics that are none, since the start
     * @param cameras every camera's frames
     */
    private record Health(
            BrokerState broker, long unreadable, Collection<CameraHealth.View> cameras) {}

    private final Limits limits;
    private final PageSettings page;

    /** Differs from every other board's, so that events of an earlier server are not mistaken. */
    private final String epoch = Long.toString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    private final Map<WindowKey, StoredWindow> windows = new LinkedHashMap<>();

    /** The end of the window that came last, by camera. */
    private final Map<String, Long> latestEnd = new HashMap<>();

    private final Map<String, CameraHealth> cameras;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Deque<Event> recent = new ArrayDeque<>();
    private BrokerState broker = BrokerState.CONNECTING;
    private long unreadable;
    private long lastEvent;

    public Board(Limits limits, PageSettings page) {
        this.limits = limits;
        this.page = page;
        cameras =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, CameraHealth> eldest) {
                        return size() > limits.maxCameras();
                    }
                };
    }

    /** Takes a person's window; an older revision than the one that is here is passed over. */
    public void expressionWindow(ExpressionWindow window) {
        PersonWindow view = PersonWindow.of(window);
        store(
                new WindowKey(view.camera(), window.getPersonId(), view.start(), view.end()),
                view.revision(),
                "person",
                view);
    }

    /** Takes a room's window; an older revision than the one that is here is passed over. */
    public void roomWindow(RoomWindow window) {
        RoomView view = RoomView.of(window);
        store(
                new WindowKey(view.camera(), null, view.start(), view.end()),
                view.revision(),
                "room",
                view);
    }

    /**
     * Counts a frame.
     *
     * @param recordTime when its result was written, ms since 1970
     */
    public synchronized void frameResult(FrameResult result, long recordTime) {
        if (result.getCameraId().length() > MAX_CAMERA_CHARACTERS) {
            unreadable++;
            return;
        }
        CameraHealth camera = camera(result.getCameraId());
        if (result.getOutcome() == FrameOutcome.SAMPLED_OUT) {
            camera.sampledOut();
        } else {
            camera.read(result.getCaptureTime().toEpochMilli(), recordTime);
        }
    }

    /** Counts a refused frame. */
    public synchronized void deadLetter(DeadLetter letter) {
        if (letter.getUnit() == DeadLetterUnit.FRAME) {
            String cameraId = letter.getCameraId();
            boolean known = cameraId != null && cameraId.length() <= MAX_CAMERA_CHARACTERS;
            camera(known ? cameraId : UNKNOWN_CAMERA).refused(letter.getReason());
        }
    }

    /** Counts a record of a result topic that could not be read. */
    public synchronized void unreadable() {
        unreadable++;
    }

    /** Takes how reading from Kafka goes; told with the next {@link #tick()}. */
    public synchronized void broker(BrokerState state) {
        broker = state;
    }

    /** To be called once a second: drops what is past the history, tells the health. */
    public synchronized void tick() {
        long history = limits.history().toMillis();
        windows.keySet()
                .removeIf(key -> Math.abs(latestEnd.get(key.cameraId()) - key.end()) > history);
        latestEnd.keySet().retainAll(camerasWithWindows());
        // Not kept for clients that come back: the next one says all of it a second later.
        Event health = new Event(id(), "health", json(health()));
        subscriptions.forEach(subscription -> subscription.offerInPlace(health));
        cameras.values().forEach(CameraHealth::tick);
    }

    private Set<String> camerasWithWindows() {
        Set<String> names = new LinkedHashSet<>();
        windows.keySet().forEach(key -> names.add(key.cameraId()));
        return names;
    }

    /**
     * Subscribes a client.
     *
     * @param lastEventId of the last event that it had, null for none. Where the events after it
     *     are still here they come first, else a snapshot does
     */
    public synchronized Subscription subscribe(@Nullable String lastEventId) {
        Subscription subscription =
                new Subscription(this, limits.maxQueuedEvents(), missedSince(lastEventId));
        subscriptions.add(subscription);
        return subscription;
    }

    private List<Event> missedSince(@Nullable String lastEventId) {
        if (lastEventId != null) {
            List<Event> missed = new ArrayList<>();
            boolean known = lastEventId.equals(id());
            for (Event event : recent) {
                if (known) {
                    missed.add(event);
                }
                known |= event.id().equals(lastEventId);
            }
            if (known && missed.size() <= limits.maxQueuedEvents()) {
                return lastEventId.equals(id()) ? List.of() : missed;
            }
        }
        return List.of(snapshot());
    }

    synchronized Event catchUp(Subscription subscription) {
        subscription.caughtUp();
        return snapshot();
    }

    synchronized void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private CameraHealth camera(String cameraId) {
        // get, unlike computeIfAbsent, makes the camera the one last heard of.
        CameraHealth camera = cameras.get(cameraId);
        if (camera == null) {
            camera = new CameraHealth(cameraId);
            cameras.put(cameraId, camera);
        }
        return camera;
    }

    private void store(WindowKey key, int revision, String type, Object view) {
        String json = json(view);
        synchronized (this) {
            if (json.length() > limits.maxWindowCharacters()) {
                unreadable++;
                return;
            }
            StoredWindow before = windows.get(key);
            if (before != null && before.revision() > revision) {
                return;
            }
            // Removed first: what came last is to be the last to go.
            windows.remove(key);
            windows.put(key, new StoredWindow(revision, json));
            latestEnd.put(key.cameraId(), key.end());
            while (windows.size() > limits.maxWindows()) {
                windows.remove(windows.keySet().iterator().next());
            }
            emit(type, json);
        }
    }

    private void emit(String type, String json) {
        lastEvent++;
        Event event = new Event(id(), type, json);
        recent.add(event);
        if (recent.size() > limits.maxReplayedEvents()) {
            recent.remove();
        }
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    private String id() {
        return epoch + '-' + lastEvent;
    }

    private Event snapshot() {
        StringBuilder persons = new StringBuilder();
        StringBuilder rooms = new StringBuilder();
        windows.forEach(
                (key, window) -> {
                    StringBuilder list = key.personId() == null ? rooms : persons;
                    list.append(list.isEmpty() ? "" : ",").append(window.json());
                });
        return new Event(
                id(),
                "snapshot",
                "{\"page\":%s,\"historyMillis\":%d,\"health\":%s,\"persons\":[%s],\"rooms\":[%s]}"
                        .formatted(
                                json(page),
                                limits.history().toMillis(),
                                json(health()),
                                persons,
                                rooms));
    }

    private Health health() {
        return new Health(
                broker, unreadable, cameras.values().stream().map(CameraHealth::view).toList());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of plain values has no JSON form", e);
        }
    }
}
