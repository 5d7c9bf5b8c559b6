package io.countenance.dashboard.board;

import java.time.Duration;

/**
 * How much a board keeps. What is over goes, oldest first, and nothing of it stays.
 *
 * @param history how far back windows are kept, in their camera's event time
 * @param maxWindows most windows of all cameras together
 * @param maxWindowCharacters longest JSON of one window; a longer one is left out and counted as
 *     unreadable
 * @param maxCameras most cameras whose frames are counted; the one not heard of for longest goes
 * @param maxQueuedEvents most events that wait for one slow client before it gets a snapshot
 *     instead
 * @param maxReplayedEvents most windows that are kept as events for clients that come back
 */
public record Limits(
        Duration history,
        int maxWindows,
        int maxWindowCharacters,
        int maxCameras,
        int maxQueuedEvents,
        int maxReplayedEvents) {

    /** What the programs use, with that history. */
    public static Limits withHistory(Duration history) {
        return new Limits(history, 10_000, 4_096, 256, 256, 1_024);
    }
}
