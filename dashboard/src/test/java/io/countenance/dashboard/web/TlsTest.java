package io.countenance.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.dashboard.AccessToken;
import io.countenance.dashboard.Certificates;
import io.countenance.dashboard.PortRange;
import io.countenance.dashboard.TlsFiles;
import io.countenance.dashboard.Windows;
import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.Limits;
import io.countenance.dashboard.board.PageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

    @TempDir private Path folder;

    private final AccessToken token = AccessToken.generate();
    private final Board board =
            new Board(
                    Limits.withHistory(Duration.ofMinutes(1)),
                    new PageSettings("off", List.of("#999999")));
    private TlsFiles files;
    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        files = Certificates.write(folder, "page", "EC");
        server = new WebServer("localhost", new PortRange(0, 0), files, token, board, null);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI address(String scheme, String path) {
        return URI.create("%s://localhost:%d%s".formatted(scheme, server.port(), path));
    }

    private HttpClient client() throws Exception {
        return HttpClient.newBuilder().sslContext(Certificates.trusting(files)).build();
    }

    @Test
    void servesThePageAndItsEventsWithACookieThatStaysEncrypted() throws Exception {
        HttpResponse<String> entered =
                client().send(
                                HttpRequest.newBuilder(
                                                address("https", "/?token=" + token.secret()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.sslSession().map(SSLSession::getProtocol).orElse("none"))
                .isIn("TLSv1.2", "TLSv1.3");
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax");

        board.expressionWindow(Windows.person("hall", 1, 0));
        HttpResponse<Stream<String>> events =
                client().send(
                                HttpRequest.newBuilder(address("https", "/events"))
                                        .header("Accept", "text/event-stream")
                                        .header("Cookie", cookie.split(";")[0])
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines());
        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.body().limit(3)).contains("event: snapshot");
    }

    @Test
    void answersNobodyWhoDoesNotEncrypt() {
        assertThatThrownBy(
                        () ->
                                client().send(
                                                HttpRequest.newBuilder(address("http", "/live"))
                                                        .build(),
                                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        TlsFiles other = Certificates.write(folder, "other", "EC");
        HttpClient stranger =
                HttpClient.newBuilder().sslContext(Certificates.trusting(other)).build();
        assertThatThrownBy(
                        () ->
                                stranger.send(
                                        HttpRequest.newBuilder(address("https", "/live")).build(),
                                        HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("PKIX path validation failed");
    }
}
