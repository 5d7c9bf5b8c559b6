package io.countenance.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.dashboard.AccessToken;
import io.countenance.dashboard.PortRange;
import io.countenance.dashboard.Windows;
import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.Limits;
import io.countenance.dashboard.board.PageSettings;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebServerTest {

    private static final PortRange ANY = new PortRange(0, 0);

    private final AccessToken token = AccessToken.generate();
    private final Board board =
            new Board(
                    Limits.withHistory(Duration.ofMinutes(1)),
                    new PageSettings("off", List.of("#999999")));
    private final WebServer server = new WebServer("localhost", ANY, null, token, board, null);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(server.port(), path)));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String bearer() {
        return "Bearer " + token.secret();
    }

    @Test
    void nothingOfTheResultsIsServedWithoutTheToken() throws Exception {
        board.expressionWindow(Windows.person("hall", 1, 0));
        for (String path : List.of("/events", "/preview?camera=hall")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(get(path, "Cookie", "countenance-%d=x".formatted(server.port())).body())
                    .isEqualTo("The token is missing or wrong");
        }
        assertThat(get("/").statusCode()).isEqualTo(401);
        assertThat(get("/").body()).contains("<form method=\"post\" action=\"/login\">");
        assertThat(get("/?token=wrong").statusCode()).isEqualTo(401);
        assertThat(get("/live").body()).isEqualTo("ok");
    }

    @Test
    void theTokenLeavesTheAddressForACookie() throws Exception {
        HttpResponse<String> entered = get("/?token=" + token.secret());
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Location")).hasValue("/");
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
        HttpResponse<String> page = get("/", "Cookie", cookie.split(";")[0]);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("id=\"cameras\"").doesNotContain(token.secret());
    }

    @Test
    void behindAProxyWithTlsTheCookieStaysEncrypted() throws Exception {
        for (String proxies : List.of("https", "HTTPS", "https, http")) {
            assertThat(cookieBehind(proxies)).as(proxies).contains("Secure", "HttpOnly");
        }
        for (String proxies : List.of("http", "http, https")) {
            assertThat(cookieBehind(proxies)).as(proxies).doesNotContain("Secure");
        }
    }

    private String cookieBehind(String proxies) throws Exception {
        return get("/?token=" + token.secret(), "X-Forwarded-Proto", proxies)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
    }

    @Test
    void eventsAreAStreamOrRefused() throws Exception {
        HttpResponse<String> answer = get("/events", "Authorization", bearer());
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.body())
                .isEqualTo("Events are a stream: ask with the header Accept: text/event-stream");
        assertThat(get("/events", "Authorization", bearer(), "Accept", "*/*").statusCode())
                .isEqualTo(406);
    }

    @Test
    void theFormTakesTheTokenToo() throws Exception {
        HttpRequest.Builder form =
                request("/login").header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(
                        client.send(
                                        form.POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "token=" + token.secret()))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(303);
        assertThat(
                        client.send(
                                        form.POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "token=" + "x".repeat(9_000)))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                .as("a form that is too large")
                .isEqualTo(413);
    }

    @Test
    void everyAnswerForbidsWhatIsFromElsewhere() throws Exception {
        for (String path :
                List.of(
                        "/",
                        "/page/main.js",
                        "/page/dashboard.css",
                        "/uplot/dist/uPlot.esm.js",
                        "/uplot/dist/uPlot.min.css",
                        "/none")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("connect-src 'self'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "http", "*");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.statusCode())
                    .as(path)
                    .isEqualTo(path.equals("/") ? 401 : path.equals("/none") ? 404 : 200);
        }
    }

    @Test
    void streamsASnapshotAndWhatComesAfterIt() throws Exception {
        board.expressionWindow(Windows.person("hall", 1, 0));
        HttpResponse<Stream<String>> events =
                client.send(events(), HttpResponse.BodyHandlers.ofLines());
        assertThat(events.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        Iterator<String> lines = events.body().iterator();
        List<String> first = event(lines);
        assertThat(first).contains("event: snapshot").anyMatch(line -> line.contains("\"hall\""));
        board.expressionWindow(Windows.person("yard\n\ndata: x", 2, 0));
        List<String> second = event(lines);
        assertThat(second).hasSize(3).contains("event: person");
        assertThat(second.get(2)).startsWith("data: {\"camera\":\"yard\\n\\ndata: x\"");
    }

    @Test
    void aPageThatComesBackGetsWhatItMissed() throws Exception {
        board.expressionWindow(Windows.person("hall", 1, 0));
        HttpResponse<Stream<String>> events =
                client.send(events(), HttpResponse.BodyHandlers.ofLines());
        Iterator<String> lines = events.body().iterator();
        event(lines);
        board.expressionWindow(Windows.person("hall", 1, 1));
        String id =
                event(lines).stream()
                        .filter(line -> line.startsWith("id: "))
                        .findFirst()
                        .orElseThrow()
                        .substring("id: ".length());
        board.expressionWindow(Windows.person("hall", 1, 2));
        HttpRequest again =
                request("/events")
                        .header("Accept", "text/event-stream")
                        .header("Authorization", bearer())
                        .header("Last-Event-ID", id)
                        .build();
        Iterator<String> missed =
                client.send(again, HttpResponse.BodyHandlers.ofLines()).body().iterator();
        assertThat(event(missed))
                .contains("event: person")
                .anyMatch(
                        line ->
                                line.contains(
                                        "\"start\":%d"
                                                .formatted(
                                                        Windows.START
                                                                .plusSeconds(10)
                                                                .toEpochMilli())));
    }

    private HttpRequest events() {
        return request("/events")
                .header("Accept", "text/event-stream")
                .header("Authorization", bearer())
                .build();
    }

    private static List<String> event(Iterator<String> lines) {
        List<String> event = new ArrayList<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            event.add(line);
        }
        return event;
    }

    /** Reads nothing while far more than a socket's buffers hold is told. */
    @Test
    void aClientThatTakesNothingHoldsUpNobody() throws Exception {
        try (Socket stalled = new Socket("localhost", server.port())) {
            stalled.getOutputStream()
                    .write(
                            "GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: %s\r\n\r\n"
                                    .formatted(bearer())
                                    .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = stalled.getInputStream();
            assertThat(answer.read()).isEqualTo('H');
            for (int number = 0; number < 30_000; number++) {
                board.expressionWindow(Windows.person("hall", number % 50, number / 50));
            }
            HttpResponse<Stream<String>> other =
                    client.send(events(), HttpResponse.BodyHandlers.ofLines());
            assertThat(event(other.body().iterator())).contains("event: snapshot");
        }
    }

    @Test
    void takesAPortThatIsFreeOrSaysThatNoneIs() {
        int taken = server.port();
        assertThatThrownBy(
                        () ->
                                new WebServer(
                                        "localhost",
                                        new PortRange(taken, taken),
                                        null,
                                        token,
                                        board,
                                        null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The port %d of localhost is not free".formatted(taken));
        try (WebServer next =
                new WebServer(
                        "localhost", new PortRange(taken, taken + 50), null, token, board, null)) {
            assertThat(next.port()).isBetween(taken + 1, taken + 50);
        }
    }
}
