package io.countenance.dashboard;

import io.countenance.connectors.KafkaConnection;
import java.time.Duration;

/**
 * What a server of the page needs to know.
 *
 * @param connection the broker
 * @param topics to read
 * @param host name or address of this machine to listen on; {@code localhost} for this machine
 *     alone
 * @param ports of which the first free one is taken
 * @param token that opens the page
 * @param preview whether there are pictures
 * @param history how far back windows are shown, and read at the start
 * @param maxFrameBytes largest frame of a preview, bytes
 */
public record DashboardOptions(
        KafkaConnection connection,
        DashboardTopics topics,
        String host,
        PortRange ports,
        AccessToken token,
        PreviewMode preview,
        Duration history,
        int maxFrameBytes) {}
