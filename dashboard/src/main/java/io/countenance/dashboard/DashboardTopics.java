package io.countenance.dashboard;

import java.util.List;

/** The names of the topics that the page is made from. */
public record DashboardTopics(
        String frames,
        String faceExpressions,
        String frameResults,
        String expressionWindows,
        String roomWindows,
        String deadLetters) {

    /** Topics of windows, of which the page shows some time back. */
    public List<String> windows() {
        return List.of(expressionWindows, roomWindows);
    }

    /** Topics that say how each frame fared, of which the page shows what comes. */
    public List<String> outcomes() {
        return List.of(frameResults, deadLetters);
    }
}
