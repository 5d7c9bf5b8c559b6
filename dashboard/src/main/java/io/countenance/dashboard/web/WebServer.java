package io.countenance.dashboard.web;

import io.countenance.dashboard.AccessToken;
import io.countenance.dashboard.PortRange;
import io.countenance.dashboard.TlsFiles;
import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.preview.Preview;
import io.javalin.Javalin;
import io.javalin.community.ssl.SslPlugin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page, its events and its pictures to whoever has the token. What the page consists of
 * (scripts, styles) is not secret and needs none. Any number of threads; started by its
 * constructor.
 */
public final class WebServer implements AutoCloseable {

    /** Nothing but what this server serves, no script in markup, no string as markup. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            + "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                            + "frame-ancestors 'none'; require-trusted-types-for 'script'; "
                            + "trusted-types 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Referrer-Policy",
                    "no-referrer",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cross-Origin-Resource-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), microphone=(), geolocation=()",
                    "Cache-Control",
                    "no-store");

    private static final String PAGE = "/io/countenance/dashboard/page";
    private static final String CHARTS = "META-INF/resources/webjars/uplot/%s";
    private static final String CHARTS_VERSION =
            "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String BEARER = "Bearer ";
    private static final int MAX_FORM_BYTES = 4_096;
    private static final int MAX_THREADS = 96;

    private final @Nullable TlsFiles tls;
    private final AccessToken token;
    private final EventStreams streams;
    private final @Nullable Preview preview;
    private final byte[] index = resource(PAGE + "/index.html");
    private final byte[] login = resource(PAGE + "/login.html");
    private final Javalin server;

    /**
     * Starts to serve.
     *
     * @param host to listen on
     * @param ports of which the first free one is taken
     * @param tls with what it serves over TLS alone; null for without
     * @param preview where pictures come from; null for none
     * @throws IllegalStateException where no port of the range is free
     */
    public WebServer(
            String host,
            PortRange ports,
            @Nullable TlsFiles tls,
            AccessToken token,
            Board board,
            @Nullable Preview preview) {
        this.tls = tls;
        this.token = token;
        this.preview = preview;
        streams = new EventStreams(board);
        server = start(host, ports);
    }

    private Javalin start(String host, PortRange ports) {
        int port = ports.first();
        while (port < ports.last() && !isFree(host, port)) {
            port++;
        }
        Javalin app = server(host, port);
        try {
            return app.start(host, port);
        } catch (JavalinBindException e) {
            app.stop();
            throw new IllegalStateException(
                    ports.first() == ports.last()
                            ? "The port %d of %s is not free".formatted(port, host)
                            : "No port from %d to %d of %s is free"
                                    .formatted(ports.first(), ports.last(), host),
                    e);
        }
    }

    /** Tried apart from the server, which logs a port that is taken as an error. */
    private static boolean isFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Javalin server(String host, int port) {
        Javalin app =
                Javalin.create(
                        config -> {
                            config.showJavalinBanner = false;
                            config.startupWatcherEnabled = false;
                            config.http.maxRequestSize = MAX_FORM_BYTES;
                            config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, 4, 60_000);
                            if (tls != null) {
                                config.registerPlugin(encrypting(tls, host, port));
                            }
                            addFiles(config, "/page", PAGE);
                            addFiles(config, "/uplot", '/' + CHARTS.formatted(chartsVersion()));
                        });
        app.before(context -> HEADERS.forEach(context::header));
        app.get("/live", context -> context.result("ok"));
        app.get("/", this::page);
        app.get("/login", context -> context.html(new String(login, StandardCharsets.UTF_8)));
        app.post("/login", this::logIn);
        app.before("/events", this::requireToken);
        app.before("/events", streams::requireAccept);
        app.before("/events", streams::requireRoom);
        app.sse("/events", streams::open);
        app.before("/preview", this::requireToken);
        app.get("/preview", this::preview);
        return app;
    }

    private static SslPlugin encrypting(TlsFiles tls, String host, int port) {
        return new SslPlugin(
                ssl -> {
                    ssl.pemFromPath(tls.certificate().toString(), tls.key().toString());
                    ssl.host = host;
                    ssl.securePort = port;
                    ssl.insecure = false;
                    ssl.http2 = false;
                    // Whether the name is the certificate's is for the browser to judge: it may
                    // come through a tunnel.
                    ssl.sniHostCheck = false;
                });
    }

    private static void addFiles(JavalinConfig config, String path, String directory) {
        config.staticFiles.add(
                files -> {
                    files.hostedPath = path;
                    files.directory = directory;
                    files.location = Location.CLASSPATH;
                    files.headers = Map.of("Cache-Control", "no-cache");
                });
    }

    private void page(Context context) {
        String given = context.queryParam("token");
        if (given != null) {
            enter(context, given);
        } else if (hasToken(context)) {
            context.html(new String(index, StandardCharsets.UTF_8));
        } else {
            context.status(HttpStatus.UNAUTHORIZED).html(new String(login, StandardCharsets.UTF_8));
        }
    }

    private void logIn(Context context) {
        enter(context, Objects.requireNonNullElse(context.formParam("token"), ""));
    }

    /** The token leaves the address for a cookie that no script can read. */
    private void enter(Context context, String given) {
        if (token.matches(given)) {
            context.cookie(
                    new Cookie(
                            cookieName(context),
                            given,
                            "/",
                            -1,
                            isEncrypted(context),
                            0,
                            true,
                            null,
                            null,
                            SameSite.LAX));
            context.redirect("/", HttpStatus.SEE_OTHER);
        } else {
            context.status(HttpStatus.UNAUTHORIZED).html(new String(login, StandardCharsets.UTF_8));
        }
    }

    /** Whether the browser's side is; a client that lies about its proxy gets no more than that. */
    private boolean isEncrypted(Context context) {
        String proxy = Optional.ofNullable(context.header("X-Forwarded-Proto")).orElse("");
        // Of several proxies the first is the browser's.
        return tls != null || proxy.split(",", 2)[0].strip().equalsIgnoreCase("https");
    }

    private void requireToken(Context context) {
        if (!hasToken(context)) {
            context.status(HttpStatus.UNAUTHORIZED).result("The token is missing or wrong");
            context.skipRemainingHandlers();
        }
    }

    private boolean hasToken(Context context) {
        String header = Optional.ofNullable(context.header("Authorization")).orElse("");
        return token.matches(context.cookie(cookieName(context)))
                || header.startsWith(BEARER) && token.matches(header.substring(BEARER.length()));
    }

    /** Cookies are a host's, not a port's: two servers of one host must not share one. */
    private static String cookieName(Context context) {
        return "countenance-" + context.port();
    }

    private void preview(Context context) {
        String camera = context.queryParam("camera");
        Optional<String> picture =
                preview == null || camera == null ? Optional.empty() : preview.latest(camera);
        if (picture.isPresent()) {
            context.contentType("application/json").result(picture.get());
        } else {
            context.status(preview == null ? HttpStatus.NOT_FOUND : HttpStatus.NO_CONTENT);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        streams.close();
        server.stop();
    }

    private static String chartsVersion() {
        Properties properties = new Properties();
        try (InputStream file = open(CHARTS_VERSION)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(CHARTS_VERSION + " cannot be read", e);
        }
        return properties.getProperty("version");
    }

    private static byte[] resource(String name) {
        try (InputStream file = open(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                WebServer.class.getResourceAsStream(name), name + " is not on the class path");
    }
}
