package io.countenance.demo.compare;

import io.countenance.schemas.ExpressionWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one run, in order: of each, the highest revision. One thread at a time.
 *
 * <p>Of two of the same revision, which at-least-once delivery may bring, the last one counts.
 */
final class WindowSet {

    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final SortedMap<WindowKey, ExpressionWindow> windows = new TreeMap<>();

    /**
     * @param from windows that start before it are left out; null: none
     * @param to windows that start then or later are left out; null: none
     */
    WindowSet(@Nullable Instant from, @Nullable Instant to) {
        this.from = from;
        this.to = to;
    }

    void add(ExpressionWindow window) {
        Instant start = window.getWindowStart();
        if (from != null && start.isBefore(from) || to != null && !start.isBefore(to)) {
            return;
        }
        windows.merge(
                WindowKey.of(window),
                window,
                (before, next) -> next.getRevision() >= before.getRevision() ? next : before);
    }

    SortedMap<WindowKey, ExpressionWindow> windows() {
        return Collections.unmodifiableSortedMap(windows);
    }
}
