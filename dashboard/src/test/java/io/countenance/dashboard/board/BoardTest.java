package io.countenance.dashboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.dashboard.Windows;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.RoomWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final PageSettings PAGE = new PageSettings("off", List.of("#999999"));
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(1), 50, 2_000, 3, 8, 16);

    private final Board board = new Board(LIMITS, PAGE);

    private static JsonNode json(Event event) throws Exception {
        return new ObjectMapper().readTree(event.json());
    }

    private JsonNode snapshot() throws Exception {
        try (Subscription subscription = board.subscribe(null)) {
            Event event = subscription.take();
            assertThat(event.type()).isEqualTo("snapshot");
            return json(event);
        }
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithWhatComes() throws Exception {
        board.expressionWindow(Windows.person("hall", Long.MAX_VALUE, 0));
        try (Subscription subscription = board.subscribe(null)) {
            JsonNode first = json(subscription.take());
            assertThat(first.at("/persons/0/camera").asText()).isEqualTo("hall");
            assertThat(first.at("/persons/0/person").isTextual()).isTrue();
            assertThat(first.at("/persons/0/person").asText()).isEqualTo("9223372036854775807");
            assertThat(first.at("/page/palette/0").asText()).isEqualTo("#999999");
            board.roomWindow(Windows.room("hall", 5, 0));
            Event room = subscription.take();
            assertThat(room.type()).isEqualTo("room");
            assertThat(json(room).at("/persons").asInt()).isEqualTo(5);
            assertThat(json(room).at("/standardError/neutral").asText()).isEqualTo("NaN");
        }
    }

    @Test
    void windowsThatAbstainSaySo() throws Exception {
        ExpressionWindow person = Windows.person("hall", 1, 0);
        person.setAbstained(true);
        board.expressionWindow(person);
        RoomWindow room = Windows.room("hall", 5, 0);
        room.setAbstained(true);
        board.roomWindow(room);

        assertThat(snapshot().at("/persons/0/abstained").asBoolean()).isTrue();
        assertThat(snapshot().at("/rooms/0/abstained").asBoolean()).isTrue();
    }

    @Test
    void theHighestRevisionHolds() throws Exception {
        Map<String, Double> shares = Windows.distribution(7);
        board.expressionWindow(Windows.person("hall", 1, 0, 1, shares));
        board.expressionWindow(Windows.person("hall", 1, 0, 0, Windows.distribution(1)));
        assertThat(snapshot().at("/persons")).hasSize(1);
        assertThat(snapshot().at("/persons/0/revision").asInt()).isEqualTo(1);
        board.expressionWindow(Windows.person("hall", 1, 0, 2, shares));
        assertThat(snapshot().at("/persons")).hasSize(1);
        assertThat(snapshot().at("/persons/0/revision").asInt()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsPastTheHistoryAndThePersonsWithIt() throws Exception {
        board.expressionWindow(Windows.person("hall", 1, 0));
        board.expressionWindow(Windows.person("yard", 1, 0));
        board.expressionWindow(Windows.person("hall", 2, 13));
        board.tick();
        assertThat(snapshot().at("/persons").findValuesAsText("camera"))
                .containsExactly("yard", "hall");
    }

    @Test
    void followsACameraWhoseTimeJumpsBack() throws Exception {
        board.expressionWindow(Windows.person("hall", 1, 1_000));
        board.expressionWindow(Windows.person("hall", 1, 0));
        board.tick();
        assertThat(snapshot().at("/persons")).hasSize(1);
        assertThat(snapshot().at("/persons/0/start").asLong())
                .isEqualTo(Windows.START.toEpochMilli());
    }

    @Test
    void keepsNoMoreThanItsLimits() throws Exception {
        for (int person = 1; person <= 200; person++) {
            board.expressionWindow(Windows.person("hall", person, 0));
        }
        for (int camera = 1; camera <= 10; camera++) {
            board.frameResult(Windows.frame("camera-" + camera, 1, 0), 0);
        }
        JsonNode snapshot = snapshot();
        assertThat(snapshot.at("/persons")).hasSize(50);
        assertThat(snapshot.at("/persons/0/person").asText()).isEqualTo("151");
        assertThat(snapshot.at("/health/cameras").findValuesAsText("camera"))
                .containsExactly("camera-8", "camera-9", "camera-10");
    }

    @Test
    void leavesOutAWindowThatIsTooLargeAndCountsIt() throws Exception {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int label = 0; label < 100; label++) {
            shares.put("label-" + label, 0.01);
        }
        board.expressionWindow(Windows.person("hall", 1, 0, 0, shares));
        assertThat(snapshot().at("/persons")).isEmpty();
        assertThat(snapshot().at("/health/unreadable").asLong()).isEqualTo(1);
    }

    @Test
    void namesThatNoJobLetsThroughTakeNoMemory() throws Exception {
        String longName = "x".repeat(129);
        board.frameResult(Windows.frame(longName, 1, 0), 0);
        board.deadLetter(Windows.refused(longName, longName));
        JsonNode health = snapshot().at("/health");
        assertThat(health.at("/unreadable").asLong()).isEqualTo(1);
        assertThat(health.at("/cameras")).hasSize(1);
        assertThat(health.at("/cameras/0/camera").asText()).isEqualTo("(unknown camera)");
        assertThat(health.at("/cameras/0/refused/other").asLong()).isEqualTo(1);
    }

    @Test
    void countsFramesByWhatBecameOfThem() throws Exception {
        for (int number = 0; number < 20; number++) {
            board.frameResult(
                    Windows.frame("hall", number, 1),
                    Windows.START.toEpochMilli() + 40L * number + 700);
        }
        board.deadLetter(Windows.refused("hall", "late-frame"));
        board.deadLetter(Windows.refused(null, "empty-value"));
        board.broker(new BrokerState(true, "", 3, List.of("room-windows")));
        JsonNode health = snapshot().at("/health");
        assertThat(health.at("/cameras/0/read").asLong()).isEqualTo(20);
        assertThat(health.at("/cameras/0/framesPerSecond").asDouble()).isEqualTo(2);
        assertThat(health.at("/cameras/0/delayMillis").asLong()).isEqualTo(700);
        assertThat(health.at("/cameras/0/refused/late-frame").asLong()).isEqualTo(1);
        assertThat(health.at("/cameras/1/camera").asText()).isEqualTo("(unknown camera)");
        assertThat(health.at("/broker/recordsBehind").asLong()).isEqualTo(3);
        assertThat(health.at("/broker/missingTopics/0").asText()).isEqualTo("room-windows");
        for (int second = 0; second < 10; second++) {
            board.tick();
        }
        assertThat(snapshot().at("/health/cameras/0/framesPerSecond").asDouble()).isZero();
    }

    @Test
    void aClientThatComesBackGetsWhatItMissed() throws Exception {
        String last;
        try (Subscription subscription = board.subscribe(null)) {
            board.expressionWindow(Windows.person("hall", 1, 0));
            subscription.take();
            last = subscription.take().id();
        }
        board.expressionWindow(Windows.person("hall", 1, 1));
        board.expressionWindow(Windows.person("hall", 1, 2));
        try (Subscription again = board.subscribe(last)) {
            assertThat(json(again.take()).at("/start").asLong())
                    .isEqualTo(Windows.START.plusSeconds(5).toEpochMilli());
            Event second = again.take();
            assertThat(json(second).at("/start").asLong())
                    .isEqualTo(Windows.START.plusSeconds(10).toEpochMilli());
            last = second.id();
        }
        try (Subscription upToDate = board.subscribe(last)) {
            board.tick();
            assertThat(upToDate.take().type()).isEqualTo("health");
        }
    }

    @Test
    void aClientOfAnotherServerOrOfLongAgoGetsASnapshot() throws Exception {
        try (Subscription other = new Board(LIMITS, PAGE).subscribe(null);
                Subscription mine = board.subscribe(other.take().id())) {
            assertThat(mine.take().type()).isEqualTo("snapshot");
        }
        String old;
        try (Subscription subscription = board.subscribe(null)) {
            old = subscription.take().id();
        }
        for (int number = 0; number < 40; number++) {
            board.expressionWindow(Windows.person("hall", 1, number));
        }
        try (Subscription late = board.subscribe(old)) {
            assertThat(late.take().type()).isEqualTo("snapshot");
        }
    }

    @Test
    void aSlowClientGetsASnapshotInPlaceOfWhatItCouldNotTake() throws Exception {
        try (Subscription slow = board.subscribe(null)) {
            for (int number = 0; number < 30; number++) {
                board.expressionWindow(Windows.person("hall", 1, number));
            }
            Event caughtUp = slow.take();
            assertThat(caughtUp.type()).isEqualTo("snapshot");
            assertThat(json(caughtUp).at("/persons")).hasSize(30);
            board.expressionWindow(Windows.person("hall", 1, 30));
            List<String> types = new ArrayList<>();
            types.add(slow.take().type());
            assertThat(types).containsExactly("person");
        }
    }

    /** 256 cameras' health is large: it must not pile up for whoever takes nothing. */
    @Test
    void ofTheHealthOnlyTheLatestWaits() throws Exception {
        try (Subscription slow = board.subscribe(null)) {
            assertThat(slow.take().type()).isEqualTo("snapshot");
            board.expressionWindow(Windows.person("hall", 1, 0));
            for (int second = 0; second < 100; second++) {
                board.tick();
            }
            board.deadLetter(Windows.refused("hall", "late-frame"));
            board.tick();
            board.expressionWindow(Windows.person("hall", 1, 1));
            assertThat(slow.take().type()).isEqualTo("person");
            assertThat(json(slow.take()).at("/cameras/0/refused/late-frame").asInt()).isEqualTo(1);
            assertThat(slow.take().type()).isEqualTo("person");
        }
    }

    @Test
    void aClientThatComesBackAfterMinutesWithoutAWindowGetsWhatItMissed() throws Exception {
        String last;
        try (Subscription subscription = board.subscribe(null)) {
            board.expressionWindow(Windows.person("hall", 1, 0));
            subscription.take();
            subscription.take();
            board.tick();
            last = subscription.take().id();
        }
        for (int second = 0; second < 100; second++) {
            board.tick();
        }
        board.expressionWindow(Windows.person("hall", 1, 1));
        try (Subscription again = board.subscribe(last)) {
            Event missed = again.take();
            assertThat(missed.type()).isEqualTo("person");
            assertThat(json(missed).at("/start").asLong())
                    .isEqualTo(Windows.START.plusSeconds(5).toEpochMilli());
        }
    }

    @Test
    void aClosedSubscriptionEndsAndIsForgotten() throws Exception {
        Subscription subscription = board.subscribe(null);
        subscription.close();
        board.tick();
        assertThat(subscription.take()).isNull();
    }
}
