package io.countenance.dashboard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.countenance.dashboard.AccessToken;
import io.countenance.dashboard.Certificates;
import io.countenance.dashboard.PortRange;
import io.countenance.dashboard.PreviewMode;
import io.countenance.dashboard.TlsFiles;
import io.countenance.dashboard.Windows;
import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.BrokerState;
import io.countenance.dashboard.board.Limits;
import io.countenance.dashboard.board.PageSettings;
import io.countenance.dashboard.preview.Preview;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in the Chromium of this machine. Leaves pictures in target/screenshots. */
@Timeout(120)
class PageITCase {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final PageSettings SETTINGS =
            new PageSettings(
                    "off",
                    List.of(
                            "#999999", "#f0e442", "#e69f00", "#0072b2", "#d55e00", "#009e73",
                            "#cc79a7", "#56b4e9"));
    private static final BrokerState WELL = new BrokerState(true, "", 0, List.of());

    private static Playwright playwright;
    private static Browser browser;

    private final AccessToken token = AccessToken.generate();
    private final List<String> problems = new ArrayList<>();
    private final List<String> requested = new ArrayList<>();
    private Board board = newBoard();
    private WebServer server =
            new WebServer("localhost", new PortRange(0, 0), null, token, board, null);
    private final int port = server.port();
    private BrowserContext context;

    @BeforeAll
    static void start() {
        Optional<Path> chromium = chromium();
        assumeThat(chromium).describedAs("needs chromium on the PATH").isPresent();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.orElseThrow()));
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @AfterAll
    static void end() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.close();
        }
        server.close();
    }

    private static Board newBoard() {
        return new Board(Limits.withHistory(Duration.ofMinutes(10)), SETTINGS);
    }

    private Page open(Browser.NewContextOptions options) {
        context = browser.newContext(options);
        Page page = context.newPage();
        page.onRequest(request -> requested.add(request.url()));
        page.onPageError(error -> problems.add(error));
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        problems.add(message.text());
                    }
                });
        page.navigate("http://localhost:%d/?token=%s".formatted(port, token.secret()));
        return page;
    }

    private Page open() {
        return open(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    private void fill(int windows) {
        board.broker(WELL);
        for (int number = 0; number < windows; number++) {
            for (long person = 1; person <= 5; person++) {
                // The fourth goes away, the fifth is away for a while.
                if ((person != 4 || number < windows - 6)
                        && (person != 5 || number < 8 || number > 12)) {
                    board.expressionWindow(Windows.person("entrance", person, number));
                }
            }
            board.roomWindow(Windows.room("entrance", 5, number));
            board.expressionWindow(Windows.person("meeting room", 1, number));
        }
        for (int frame = 0; frame < 250; frame++) {
            board.frameResult(
                    Windows.frame("entrance", frame, 5),
                    Windows.START.toEpochMilli() + 40L * frame + 800);
        }
        board.deadLetter(Windows.refused("entrance", "late-frame"));
    }

    private static Locator card(Page page, String camera, String title) {
        return page.locator("section.camera")
                .filter(new Locator.FilterOptions().setHas(heading(page, "h2", camera)))
                .locator("article")
                .filter(new Locator.FilterOptions().setHas(heading(page, "h3", title)));
    }

    private static Locator heading(Page page, String tag, String text) {
        return page.locator(tag, new Page.LocatorOptions().setHasText(text));
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }

    @Test
    void showsWhatIsThereAndFollowsWindowsAsTheyClose() {
        fill(30);
        Page page = open();
        assertThat(page.url()).isEqualTo("http://localhost:%d/".formatted(port));
        assertThat(page.locator("#connection-text")).hasText("Live");
        assertThat(page.locator("section.camera")).hasCount(2);
        assertThat(page.locator("#sum-persons")).hasText("5");
        assertThat(page.locator("#sum-models")).hasText(Windows.MODEL);
        assertThat(page.locator("#legend li")).hasCount(8);
        assertThat(page.locator("#alert")).isHidden();
        assertThat(card(page, "entrance", "Person 4").locator(".seen"))
                .hasText("last seen 30 s ago");
        assertThat(card(page, "entrance", "Room").locator(".seen")).hasText("5 persons");
        Locator person = card(page, "entrance", "Person 1");
        assertThat(person.locator(".seen")).hasText("here");
        assertThat(inked(person)).as("colours in the chart").isGreaterThan(8);
        picture(page, "wide-light");

        Map<String, Double> shares = new LinkedHashMap<>(Windows.distribution(0));
        shares.replaceAll((label, share) -> label.equals("surprise") ? 0.93 : 0.01);
        board.expressionWindow(Windows.person("entrance", 1, 30, 0, shares));
        assertThat(person.locator(".dominant")).hasText("surprise 93 %");
        assertThat(person.locator(".mix"))
                .hasAttribute("aria-label", Pattern.compile("^surprise 93 %, .*"));
        shares.replaceAll((label, share) -> label.equals("anger") ? 0.93 : 0.01);
        board.expressionWindow(Windows.person("entrance", 1, 30, 1, shares));
        assertThat(person.locator(".dominant")).hasText("anger 93 %");
        assertThat(problems).isEmpty();
    }

    /** How many colours a chart shows. */
    private static int inked(Locator card) {
        return (int)
                card.locator("canvas")
                        .evaluate(
                                """
                                canvas => {
                                  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                                  const colours = new Set();
                                  for (let i = 0; i < data.length; i += 4) {
                                    colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
                                  }
                                  return colours.size;
                                }""");
    }

    @Test
    void loadsNothingFromElsewhere() {
        fill(3);
        Page page = open();
        assertThat(card(page, "entrance", "Person 1")).isVisible();
        assertThat(requested)
                .isNotEmpty()
                .allSatisfy(
                        url -> {
                            assertThat(URI.create(url).getHost()).isEqualTo("localhost");
                            assertThat(URI.create(url).getPort()).isEqualTo(port);
                        });
        assertThat(problems).as("what the policy would have stopped").isEmpty();
        assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
    }

    @Test
    void saysWhenTheServerIsGoneAndGoesOnWhenItIsBack() {
        fill(3);
        Page page = open();
        assertThat(card(page, "entrance", "Person 1")).isVisible();
        server.close();
        assertThat(page.locator("#connection-text")).hasText("Connection lost; trying again…");
        assertThat(page.locator("#connection")).hasAttribute("data-state", "lost");
        assertThat(card(page, "entrance", "Person 1")).isVisible();
        picture(page, "lost");
        board = newBoard();
        board.expressionWindow(Windows.person("yard", 7, 9));
        server = new WebServer("localhost", new PortRange(port, port), null, token, board, null);
        assertThat(page.locator("#connection-text")).hasText("Live", within(20));
        assertThat(card(page, "yard", "Person 7")).isVisible();
        assertThat(page.locator("section.camera")).hasCount(1);
    }

    private static LocatorAssertions.HasTextOptions within(int seconds) {
        return new LocatorAssertions.HasTextOptions().setTimeout(seconds * 1000.0);
    }

    @Test
    void saysWhenTheServerHasAnotherToken() {
        fill(3);
        Page page = open();
        assertThat(page.locator("#connection-text")).hasText("Live");
        server.close();
        server =
                new WebServer(
                        "localhost",
                        new PortRange(port, port),
                        null,
                        AccessToken.generate(),
                        newBoard(),
                        null);
        assertThat(page.locator("#connection-text"))
                .hasText(
                        "The server wants another token: open the link that it printed",
                        within(20));
    }

    @Test
    void takesHostileNamesAsText() {
        List<String> names =
                List.of(
                        "<img src=x onerror=\"document.title='owned'\">",
                        "\"><script>document.title='owned'</script>",
                        "__proto__",
                        "constructor",
                        "javascript:alert(1)",
                        "${document.title}",
                        "data: x\n\nevent: health\u2028",
                        "' onmouseover='document.title=1",
                        "\u202egnp.exe \ud83d\ude00 \u0000",
                        "x".repeat(128));
        for (int number = 0; number < names.size(); number++) {
            String name = names.get(number);
            Map<String, Double> shares = new LinkedHashMap<>();
            shares.put(name, 0.75);
            shares.put("<b>neutral</b>", 0.25);
            for (int window = 0; window < 3; window++) {
                var hostile = Windows.person(name, number + 1, window, 0, shares);
                hostile.setModelIds(List.of("<svg onload=document.title='owned'>"));
                board.expressionWindow(hostile);
            }
            board.deadLetter(Windows.refused(name, name));
        }
        board.broker(new BrokerState(false, "<img src=x onerror=1>", 0, List.of("<i>topic</i>")));
        board.tick();
        Page page = open();
        assertThat(page.locator("section.camera")).hasCount(names.size());
        for (Locator details : page.locator("details summary").all()) {
            details.click();
        }
        assertThat(page.locator("tbody tr")).hasCount(names.size());
        assertThat(page.locator("section.camera h2").allTextContents())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(page.locator("#alert")).containsText("<img src=x onerror=1>");
        assertThat(page.locator("#sum-models")).hasText("<svg onload=document.title='owned'>");
        assertThat(page.title()).isEqualTo("Countenance");
        assertThat(page.locator("main img:not(.stage img), main script, main b b, #alert img"))
                .hasCount(0);
        assertThat(
                        page.evaluate(
                                "() => ({}).polluted === undefined && ({}).constructor === Object"))
                .isEqualTo(true);
        page.selectOption("#camera-filter", "camera:" + names.get(0));
        assertThat(page.locator("section.camera")).hasCount(1);
        assertThat(problems).isEmpty();
        picture(page, "hostile");
    }

    @Test
    void worksOnAPhoneInTheDarkWithoutMotion() {
        fill(30);
        Page page =
                open(
                        new Browser.NewContextOptions()
                                .setViewportSize(360, 780)
                                .setDeviceScaleFactor(2)
                                .setHasTouch(true)
                                .setIsMobile(true)
                                .setColorScheme(ColorScheme.DARK)
                                .setReducedMotion(ReducedMotion.REDUCE));
        assertThat(card(page, "entrance", "Person 1")).isVisible();
        assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= 360"))
                .as("nothing to scroll sideways")
                .isTrue();
        assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(18, 20, 23)");
        assertThat(
                        page.locator(".mix span")
                                .first()
                                .evaluate("part => getComputedStyle(part).transitionDuration"))
                .isEqualTo("0s");
        picture(page, "phone-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(245, 244, 240)");
        assertThat(problems).isEmpty();
    }

    @Test
    void isUsedByKeyboard() {
        fill(10);
        Page page = open(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        Locator chart = card(page, "entrance", "Person 1").locator(".chart");
        assertThat(chart).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        for (int tab = 0; tab < 20 && !focused(chart); tab++) {
            page.keyboard().press("Tab");
        }
        assertThat(chart).isFocused();
        assertThat(chart).hasAttribute("aria-valuenow", "9");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(chart).hasAttribute("aria-valuenow", "8");
        String text = chart.getAttribute("aria-valuetext");
        assertThat(text).matches("\\d\\d:\\d\\d:40 to \\d\\d:\\d\\d:45: .* %, .* %, .* %, .* %");
        assertThat(card(page, "entrance", "Person 1").locator(".readout")).hasText(text);
        page.keyboard().press("PageDown");
        assertThat(chart).hasAttribute("aria-valuenow", "0");
        page.keyboard().press("PageUp");
        assertThat(chart).hasAttribute("aria-valuenow", "9");
        page.keyboard().press("Home");
        assertThat(chart).hasAttribute("aria-valuenow", "0");
        page.keyboard().press("Escape");
        assertThat(card(page, "entrance", "Person 1").locator(".readout")).hasText("");
        picture(page, "wide-dark");
    }

    @Test
    void theKeysStayAtTheirWindowWhileOthersComeAndGo() {
        fill(10);
        Page page = open();
        page.selectOption("#span", "60000");
        Locator chart = card(page, "entrance", "Person 1").locator(".chart");
        chart.focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        String text = chart.getAttribute("aria-valuetext");
        for (int number = 10; number < 16; number++) {
            board.expressionWindow(Windows.person("entrance", 1, number));
        }
        assertThat(chart).hasAttribute("aria-valuemax", "11");
        assertThat(chart).hasAttribute("aria-valuetext", text);
        assertThat(chart).hasAttribute("aria-valuenow", "4");
        page.keyboard().press("End");
        assertThat(chart).hasAttribute("aria-valuenow", "11");
    }

    @Test
    void saysThatAWindowAbstainsToEyesAndEars() {
        fill(10);
        for (int number = 6; number < 12; number++) {
            if (number != 8) {
                ExpressionWindow unreadable = Windows.person("entrance", 1, number);
                unreadable.setAbstained(true);
                unreadable.setRevision(1);
                board.expressionWindow(unreadable);
            }
        }
        RoomWindow room = Windows.room("entrance", 5, 11);
        room.setAbstained(true);
        board.roomWindow(room);
        Page page = open();
        // all() does not wait for what is still to come.
        assertThat(card(page, "entrance", "Person 1")).isVisible();
        for (Locator summary : page.locator("summary").all()) {
            summary.click();
        }
        for (String title : List.of("Person 1", "Room")) {
            Locator card = card(page, "entrance", title);
            assertThat(card.locator(".dominant")).hasText("abstained: not readable");
            assertThat(card.locator(".mix")).hasAttribute("aria-label", "abstained: not readable");
            assertThat(card.locator(".chart"))
                    .hasAttribute(
                            "aria-valuetext", Pattern.compile(".*: abstained: not readable$"));
        }
        assertThat(page.locator("tr.abstained").first()).isVisible();
        assertThat(page.locator("tr.abstained .left").allTextContents())
                .containsExactly("abstained: not readable", "abstained: not readable");
        assertThat(page.locator("tr.abstained th").allTextContents())
                .containsExactly("Room", "Person 1");
        Locator chart = card(page, "entrance", "Person 1").locator(".chart");
        chart.focus();
        page.keyboard().press("End");
        assertThat(card(page, "entrance", "Person 1").locator(".readout"))
                .containsText("abstained: not readable");
        for (int press = 0; press < 3; press++) {
            page.keyboard().press("ArrowLeft");
        }
        assertThat(card(page, "entrance", "Person 1").locator(".readout")).containsText(" %");
        picture(page, "abstained-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.waitForTimeout(500);
        picture(page, "abstained-dark");
        assertThat(problems).isEmpty();
    }

    @Test
    void saysWhichCamerasAreNotShown() {
        for (int camera = 1; camera <= 26; camera++) {
            board.expressionWindow(Windows.person("camera-" + camera, 1, 0));
        }
        Page page = open();
        assertThat(page.locator("section.camera")).hasCount(24);
        assertThat(page.locator("#more-cameras"))
                .hasText("Not shown: 2 cameras more; choose one at the top.");
        page.selectOption("#camera-filter", "camera:camera-9");
        assertThat(page.locator("section.camera")).hasCount(1);
        assertThat(page.locator("#more-cameras")).isHidden();
        assertThat(page.locator(".camera-health")).hasText(Pattern.compile("^times of .*2026.*"));
    }

    @Test
    void worksOverTls(@TempDir Path folder) throws Exception {
        fill(3);
        TlsFiles files = Certificates.write(folder, "page", "EC");
        try (WebServer encrypted =
                new WebServer("localhost", new PortRange(0, 0), files, token, board, null)) {
            context =
                    browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true));
            Page page = context.newPage();
            page.navigate(
                    "https://localhost:%d/?token=%s".formatted(encrypted.port(), token.secret()));
            assertThat(page.locator("#connection-text")).hasText("Live");
            assertThat(card(page, "entrance", "Person 1")).isVisible();
        }
    }

    /** What is asked for goes on twice a second, however often the picture was opened. */
    @Test
    void asksForAPictureAtOnePace() {
        Page page = openWithPictures();
        Locator button =
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Show picture of the camera hall"));
        button.evaluate("button => { for (let i = 0; i < 9; i++) button.click(); }");
        assertThat(page.locator(".preview-toggle")).hasText("Hide picture");
        requested.clear();
        page.waitForTimeout(2_600);
        assertThat(requested)
                .filteredOn(url -> url.endsWith("/preview?camera=hall"))
                .as("fewer where the machine is slow")
                .hasSizeBetween(1, 6);
        page.locator(".preview-toggle").click();
        page.waitForTimeout(600);
        requested.clear();
        page.waitForTimeout(1_200);
        assertThat(requested).isEmpty();
    }

    @Test
    void writesNoLabelBeyondThePicture() {
        Page page = openWithPictures();
        page.route(
                "**/preview?camera=hall",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("application/json")
                                        .setBody(
                                                """
                                                {"image": "", "width": 640, "height": 360, "captureTime": 1772366400000, "faces": [
                                                  {"x": 2, "y": 100, "width": 30, "height": 40, "person": "1", "dominant": "happiness", "probability": 0.97},
                                                  {"x": 606, "y": 100, "width": 30, "height": 40, "person": "12345", "dominant": "happiness", "probability": 0.97}]}
                                                """)));
        page.locator(".preview-toggle").click();

        assertThat(page.locator(".preview svg text")).hasCount(2);
        BoundingBox picture = page.locator(".preview svg").boundingBox();
        for (Locator label : page.locator(".preview svg text").all()) {
            BoundingBox place = label.boundingBox();
            assertThat(place.x).isGreaterThanOrEqualTo(picture.x - 1);
            assertThat(place.x + place.width).isLessThanOrEqualTo(picture.x + picture.width + 1);
        }
    }

    private Page openWithPictures() {
        server.close();
        board =
                new Board(
                        Limits.withHistory(Duration.ofMinutes(10)),
                        new PageSettings("blurred", SETTINGS.palette()));
        server =
                new WebServer(
                        "localhost",
                        new PortRange(port, port),
                        null,
                        token,
                        board,
                        new Preview(PreviewMode.BLURRED));
        board.expressionWindow(Windows.person("hall", 1, 0));
        return open();
    }

    private static boolean focused(Locator element) {
        return (boolean) element.evaluate("element => element === document.activeElement");
    }

    @Test
    void forgetsPersonsWhoLeft() {
        board.expressionWindow(Windows.person("hall", 1, 0));
        board.expressionWindow(Windows.person("hall", 2, 1));
        Page page = open();
        assertThat(card(page, "hall", "Person 1")).isVisible();
        board.expressionWindow(Windows.person("hall", 2, 122));
        assertThat(card(page, "hall", "Person 1")).hasCount(0);
        assertThat(card(page, "hall", "Person 2")).isVisible();
    }

    @Test
    void showsARoomWithoutPersons() {
        for (int number = 0; number < 5; number++) {
            board.roomWindow(Windows.room("hall", 6, number));
        }
        Page page = open();
        assertThat(card(page, "hall", "Room")).isVisible();
        assertThat(page.locator("article")).hasCount(1);
        assertThat(page.locator("#sum-persons")).hasText("6");
        assertThat(card(page, "hall", "Room").locator(".figures")).containsText("Std. error–");
        assertThat(problems).isEmpty();
    }
}
