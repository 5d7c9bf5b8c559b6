package io.countenance.job.options;

import java.util.List;

/** The names of the topics that results go to. */
public record ResultTopics(
        String faceExpressions,
        String frameResults,
        String expressionWindows,
        String roomWindows,
        String deadLetters) {

    /** All of them. */
    public List<String> all() {
        return List.of(faceExpressions, frameResults, expressionWindows, roomWindows, deadLetters);
    }
}
