package io.countenance.job.options;

/** The names of the topics that results go to. */
public record ResultTopics(
        String faceExpressions,
        String frameResults,
        String expressionWindows,
        String roomWindows,
        String deadLetters) {}
