package io.countenance.dashboard.board;

import java.util.List;

/**
 * How reading from Kafka goes.
 *
 * @param connected whether the broker answers
 * @param message what is wrong, for a person to read; empty where nothing is
 * @param recordsBehind records that are in the topics and not read yet
 * @param missingTopics topics that are not there
 */
public record BrokerState(
        boolean connected, String message, long recordsBehind, List<String> missingTopics) {

    /** Before the broker has answered for the first time. */
    public static final BrokerState CONNECTING = new BrokerState(false, "", 0, List.of());
}
