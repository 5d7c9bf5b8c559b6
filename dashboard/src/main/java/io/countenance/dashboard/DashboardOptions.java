package io.countenance.dashboard;

import io.countenance.connectors.KafkaConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the page needs to know.
 *
 * @param connection the broker
 * @param topics to read
 * @param host name or address of this machine to listen on; {@code localhost} for this machine
 *     alone
 * @param ports of which the first free one is taken
 * @param tls with what the page is served over TLS; null for without
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
        @Nullable TlsFiles tls,
        AccessToken token,
        PreviewMode preview,
        Duration history,
        int maxFrameBytes) {

    /** Whether the token and all that the page shows cross a network as they are. */
    boolean readableOnTheWay() {
        return tls == null && !new InetSocketAddress(host, 0).getAddress().isLoopbackAddress();
    }
}
