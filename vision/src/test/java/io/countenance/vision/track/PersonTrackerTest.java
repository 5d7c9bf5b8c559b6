package io.countenance.vision.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.vision.geometry.Box;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenes in a picture of 1280 x 720 with people whose true boxes are known. */
class PersonTrackerTest {

    private static final long START = 1_750_000_000_000L;

    private final PersonTracker tracker = new PersonTracker(TrackerOptions.defaults());

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void personWhoWalksThroughKeepsOneId(int framesPerSecond) {
        // 6 face widths a second: a brisk walk, boxes do not overlap at 5 frames a second
        Scene scene = new Scene().person(t -> box(50 + 360 * t, 300, 60));

        assertThat(scene.play(framesPerSecond, 3).ids(0)).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void twoWhoCrossKeepTheirIds(int framesPerSecond) {
        Scene scene =
                new Scene()
                        .person(t -> box(100 + 100 * t, 300, 80), (t, s) -> between(t, 2.6, 3.4))
                        .person(t -> box(700 - 100 * t, 310, 80));

        Played played = scene.play(framesPerSecond, 6);

        assertThat(played.ids(0)).containsExactly(1L);
        assertThat(played.ids(1)).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void twoWhoCrossInPlainSightKeepTheirIds(int framesPerSecond) {
        Scene scene =
                new Scene()
                        .person(t -> box(100 + 150 * t, 280, 80))
                        .person(t -> box(700 - 150 * t, 330, 80));

        Played played = scene.play(framesPerSecond, 4);

        assertThat(played.ids(0)).containsExactly(1L);
        assertThat(played.ids(1)).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1})
    void personOccludedForAWhileKeepsTheId(double seconds) {
        for (int framesPerSecond : new int[] {5, 10, 25}) {
            for (int speed : new int[] {0, 60, 200}) {
                Scene scene =
                        new Scene()
                                .person(
                                        t -> box(100 + speed * t, 300, 80),
                                        (t, s) -> between(t, 2, 2 + seconds))
                                .person(t -> box(900, 400, 80));

                Played played = scene.play(framesPerSecond, 5);

                assertThat(played.ids(0))
                        .as("%d fps, %d px/s", framesPerSecond, speed)
                        .containsExactly(1L);
                assertThat(played.ids(1)).containsExactly(2L);
            }
        }
    }

    @Test
    void personWhoComesBackTooLateIsSomebodyNew() {
        Scene scene = new Scene().person(t -> box(300, 300, 80), (t, s) -> between(t, 2, 4.5));

        assertThat(scene.play(10, 7).ids(0)).containsExactly(1L, 2L);
    }

    @Test
    void newcomerFarAwayDoesNotInheritTheIdOfOneWhoLeft() {
        Scene scene =
                new Scene()
                        .person(t -> box(300, 300, 80), (t, s) -> t > 2)
                        .person(t -> box(800, 300, 80), (t, s) -> t < 2.3);

        Played played = scene.play(10, 5);

        assertThat(played.ids(0)).containsExactly(1L);
        assertThat(played.ids(1)).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void twoFacesCheekByJowlKeepTheirIds(int framesPerSecond) {
        Scene scene =
                new Scene()
                        .person(t -> box(300 + 8 * Math.sin(3 * t), 300, 80))
                        .person(t -> box(372 + 8 * Math.sin(4 * t), 305, 80));

        Played played = scene.play(framesPerSecond, 20);

        assertThat(played.ids(0)).containsExactly(1L);
        assertThat(played.ids(1)).containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void droppedDetectionsAndUnevenIntervalsLoseNobody(int framesPerSecond) {
        for (int seed = 0; seed < 5; seed++) {
            // at 5 frames a second two misses in a row leave a gap in which neighbours cannot be
            // told apart
            Scene scene = new Scene().dropping(framesPerSecond == 5 ? 0.1 : 0.3).uneven();
            for (int i = 0; i < 6; i++) {
                int person = i;
                scene.person(
                        t ->
                                box(
                                        100 + 190 * person + 70 * Math.sin(0.5 * t + person),
                                        300 + 60 * Math.sin(0.8 * t + 2 * person),
                                        60 + 8 * person));
            }

            Played played = scene.play(framesPerSecond, 20, seed);

            Set<Long> all = new LinkedHashSet<>();
            for (int i = 0; i < 6; i++) {
                assertThat(played.ids(i)).as("person %d, seed %d", i, seed).hasSize(1);
                all.addAll(played.ids(i));
            }
            assertThat(all).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 25})
    void personWhoTurnsRoundOutOfSightKeepsTheId(int framesPerSecond) {
        // leaves to the left at 150 px/s, and 1.2 s later comes in where they left
        Scene scene =
                new Scene()
                        .person(
                                t -> box(150 * Math.abs(t - 3.6) - 90, 300, 80),
                                (t, box) -> box.centerX() < 0)
                        .person(t -> box(700, 300 + 10 * t, 80));

        Played played = scene.play(framesPerSecond, 8);

        assertThat(played.ids(0)).hasSize(1);
        assertThat(played.ids(1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"25, 0.5, 300", "25, 0.7, 248", "25, 1.0, 180", "10, 0.7, 300", "10, 1.0, 216"})
    void personWhoTurnsAsTheyVanishIsFollowedOn(int framesPerSecond, double hidden, int velocity) {
        Scene scene =
                new Scene()
                        .person(
                                t -> box(100 + velocity * (t < 2 ? t : 4 - t), 300, 80),
                                (t, box) -> between(t, 2, 2 + hidden));

        assertThat(scene.play(framesPerSecond, 3.8).ids(0)).hasSize(1);
    }

    @Test
    void faceThatIsCoveredBitByBitIsNotExpectedToShrinkOn() {
        CameraTracks tracks = new CameraTracks();
        for (int i = 0; i <= 20; i++) {
            // walks behind a pillar at 130 px/s, until half of the face shows
            float left = 13f * i;
            float width = Math.min(64, 292 - left);
            tracker.update(tracks, START + 100 * i, faces(0.9f, new Box(left, 260, width, 80)));
        }

        Track track = tracks.tracks.get(0);
        assertThat(track.growth).isNegative();
        assertThat(MotionModel.predict(track, START + 2000 + 1500).size())
                .isGreaterThan(0.8 * Math.sqrt(32 * 80));
    }

    @Test
    void personWhoComesNearerGrowsAndKeepsTheId() {
        Scene scene = new Scene().person(t -> box(400 + 40 * t, 300, 30 * Math.exp(0.4 * t)));

        assertThat(scene.play(5, 5).ids(0)).containsExactly(1L);
    }

    @Test
    void idComesWithTheThirdObservation() {
        CameraTracks tracks = new CameraTracks();

        assertThat(tracker.update(tracks, 0, faces(0.9f, box(10, 10, 50)))).containsExactly(0);
        assertThat(tracker.update(tracks, 40, faces(0.9f, box(10, 10, 50)))).containsExactly(0);
        assertThat(tracker.update(tracks, 80, faces(0.9f, box(10, 10, 50)))).containsExactly(1);
        assertThat(tracks.nextPersonId).isEqualTo(2);
    }

    @Test
    void idComesAtOnceWhereOneObservationIsEnough() {
        PersonTracker hasty =
                new PersonTracker(new TrackerOptions(0.7f, 0.7f, 1, Duration.ofSeconds(1)));

        assertThat(
                        hasty.update(
                                new CameraTracks(),
                                0,
                                faces(0.9f, box(10, 10, 50), box(200, 10, 50))))
                .containsExactly(1, 2);
    }

    @Test
    void lowScoreKeepsATrackButStartsNone() {
        CameraTracks tracks = confirmed(box(10, 10, 50));

        for (int i = 1; i <= 10; i++) {
            assertThat(
                            tracker.update(
                                    tracks,
                                    START + 1000 * i,
                                    faces(0.7f, box(10, 10, 50), box(300, 300, 50))))
                    .containsExactly(1, 0);
        }
        assertThat(tracks.tracks).hasSize(1);
    }

    @Test
    void framesOfTheSameCaptureTimeAreOneMoment() {
        CameraTracks tracks = confirmed(box(10, 10, 50));

        assertThat(tracker.update(tracks, START, faces(0.9f, box(11, 10, 50)))).containsExactly(1);
        assertThat(tracker.update(tracks, START, faces(0.9f, box(10, 11, 50)))).containsExactly(1);
        assertThat(tracks.tracks).singleElement().satisfies(PersonTrackerTest::allFinite);
    }

    @Test
    void faceDetectedTwiceIsOnePerson() {
        CameraTracks tracks = confirmed(box(10, 10, 50));

        for (int i = 1; i <= 5; i++) {
            assertThat(
                            tracker.update(
                                    tracks,
                                    START + 40 * i,
                                    faces(0.9f, box(10, 10, 50), box(14, 12, 55))))
                    .containsExactly(1, 0);
        }
    }

    @Test
    void idsStayRightWhereAnOlderUnconfirmedTrackIsDropped() {
        CameraTracks tracks = new CameraTracks();
        tracker.update(tracks, START, faces(0.9f, box(900, 10, 50)));
        for (int i = 1; i <= 20; i++) {
            tracker.update(tracks, START + 40 * i, faces(0.9f, box(10, 10, 50), box(300, 10, 50)));

            long[] ids =
                    tracker.update(
                            tracks, START + 40 * i, faces(0.9f, box(10, 10, 50), box(300, 10, 50)));

            assertThat(ids).containsExactly(i == 1 ? 0 : 1, i == 1 ? 0 : 2);
        }
        assertThat(tracks.tracks).hasSize(2);
    }

    @Test
    void flickerIsNoPerson() {
        CameraTracks tracks = new CameraTracks();
        for (int i = 0; i < 20; i++) {
            assertThat(tracker.update(tracks, START + 600 * i, faces(0.9f, box(10, 10, 50))))
                    .containsExactly(tracks.nextPersonId == 1 ? 0 : 1);
            tracker.update(tracks, START + 600 * i + 550, List.of());
        }
        assertThat(tracks.nextPersonId).isEqualTo(1);
    }

    @Test
    void boxesThatAreNoneAreNotFollowed() {
        PersonTracker hasty =
                new PersonTracker(new TrackerOptions(0.7f, 0.7f, 1, Duration.ofSeconds(1)));
        CameraTracks tracks = new CameraTracks();

        long[] ids =
                hasty.update(
                        tracks,
                        START,
                        faces(
                                0.9f,
                                new Box(0, 0, 0, 10),
                                new Box(Float.NaN, 0, 10, 10),
                                new Box(0, 0, Float.POSITIVE_INFINITY, 10),
                                new Box(0, 0, -5, -5),
                                box(10, 10, 50)));

        assertThat(ids).containsExactly(0, 0, 0, 0, 1);
        assertThat(hasty.update(tracks, START + 1, faces(Float.NaN, box(10, 10, 50)))).hasSize(1);
    }

    @Test
    void olderFrameIsRefused() {
        CameraTracks tracks = confirmed(box(10, 10, 50));

        assertThatThrownBy(() -> tracker.update(tracks, START - 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capture time " + (START - 1))
                .hasMessageContaining("late frames go to match");
    }

    @Test
    void lateFrameIsMatchedWhereThePersonWasThen() {
        CameraTracks tracks = new CameraTracks();
        for (int i = 0; i <= 20; i++) {
            tracker.update(
                    tracks,
                    START + 100 * i,
                    faces(0.9f, box(100 + 30 * i, 100, 50), box(1000 - 30 * i, 100, 50)));
        }
        String before = describe(tracks);

        // half a second ago the first was 150 px further left, the second 150 px further right
        long[] ids =
                tracker.match(
                        tracks,
                        START + 1500,
                        faces(0.9f, box(550, 100, 50), box(547, 500, 50), box(549, 102, 50)));

        assertThat(ids[1]).isZero();
        assertThat(List.of(ids[0], ids[2])).containsExactlyInAnyOrder(1L, 2L);
        assertThat(tracker.match(tracks, START + 1300, faces(0.9f, box(490, 100, 50))))
                .containsExactly(1);
        assertThat(tracker.match(tracks, START + 1300, faces(0.9f, box(610, 100, 50))))
                .containsExactly(2);
        assertThat(tracker.match(tracks, START - 1, faces(0.9f, box(100, 100, 50))))
                .containsExactly(0);
        assertThat(describe(tracks)).isEqualTo(before);
    }

    @Test
    void tracksExpireMaxLostAfterTheyWereLastSeen() {
        CameraTracks tracks = new CameraTracks();
        assertThat(tracker.expiresAt(tracks)).isEqualTo(Long.MIN_VALUE);
        tracks = confirmed(box(10, 10, 50));
        assertThat(tracker.expiresAt(tracks)).isEqualTo(START + 2000);

        assertThat(tracker.update(tracks, START + 2000, faces(0.9f, box(10, 10, 50))))
                .containsExactly(1);
        tracker.update(tracks, START + 4001, List.of());
        assertThat(tracks.tracks).isEmpty();
        assertThat(tracks.nextPersonId).isEqualTo(2);
    }

    @Test
    void replayGivesTheSameBits() {
        Scene scene = new Scene().dropping(0.2).uneven();
        for (int i = 0; i < 8; i++) {
            int person = i;
            scene.person(
                    t -> box(100 + 120 * person + 90 * Math.sin(t + person), 200 + 5 * person, 70));
        }

        assertThat(scene.play(10, 10, 7).log.toString())
                .as("every bit of the state after every frame")
                .matches(scene.play(10, 10, 7).log.toString()::equals);
    }

    private CameraTracks confirmed(Box box) {
        CameraTracks tracks = new CameraTracks();
        for (int i = 2; i >= 0; i--) {
            tracker.update(tracks, START - 40 * i, faces(0.9f, box));
        }
        assertThat(tracks.tracks)
                .singleElement()
                .satisfies(track -> assertThat(track.personId).isEqualTo(1));
        return tracks;
    }

    private static void allFinite(Track track) {
        for (double value : doubles(track)) {
            assertThat(value).isFinite();
        }
        assertThat(track.positionVariance).isPositive();
        assertThat(track.velocityVariance).isPositive();
        assertThat(track.sizeVariance).isPositive();
    }

    private static double[] doubles(Track track) {
        return new double[] {
            track.centerX,
            track.centerY,
            track.velocityX,
            track.velocityY,
            track.positionVariance,
            track.positionVelocityCovariance,
            track.velocityVariance,
            track.logSize,
            track.growth,
            track.sizeVariance,
            track.sizeGrowthCovariance,
            track.growthVariance,
            track.logAspect,
            track.aspectVariance
        };
    }

    private static String describe(CameraTracks tracks) {
        StringBuilder text = new StringBuilder();
        text.append(tracks.lastCaptureTime).append(' ').append(tracks.nextPersonId);
        for (Track track : tracks.tracks) {
            text.append('\n').append(track.personId).append(' ').append(track.hits);
            text.append(' ').append(track.firstSeen).append(' ').append(track.lastSeen);
            for (double value : doubles(track)) {
                text.append(' ').append(Double.doubleToRawLongBits(value));
            }
        }
        return text.toString();
    }

    private static boolean between(double t, double from, double to) {
        return t > from && t < to;
    }

    private static Box box(double x, double y, double size) {
        return new Box((float) x, (float) y, (float) (0.8 * size), (float) size);
    }

    private static List<TrackedDetection> faces(float score, Box... boxes) {
        List<TrackedDetection> detections = new ArrayList<>();
        for (Box box : boxes) {
            detections.add(new TrackedDetection(box, score));
        }
        return detections;
    }

    private interface Path {
        Box at(double seconds);
    }

    private interface Hidden {
        boolean at(double seconds, Box box);
    }

    /** People who move on known paths, seen by a detector that jitters and misses. */
    private final class Scene {

        private final List<Path> paths = new ArrayList<>();
        private final List<Hidden> hidden = new ArrayList<>();
        private double missed;
        private boolean uneven;

        Scene person(Path path) {
            return person(path, (t, box) -> false);
        }

        Scene person(Path path, Hidden when) {
            paths.add(path);
            hidden.add(when);
            return this;
        }

        Scene dropping(double share) {
            missed = share;
            return this;
        }

        Scene uneven() {
            uneven = true;
            return this;
        }

        Played play(int framesPerSecond, double seconds) {
            return play(framesPerSecond, seconds, 1);
        }

        Played play(int framesPerSecond, double seconds, long seed) {
            Random random = new Random(seed);
            CameraTracks tracks = new CameraTracks();
            Played played = new Played();
            double t = 0;
            while (t < seconds) {
                List<TrackedDetection> detections = new ArrayList<>();
                List<Integer> truth = new ArrayList<>();
                for (int i = 0; i < paths.size(); i++) {
                    Box box = paths.get(i).at(t);
                    if (!hidden.get(i).at(t, box) && random.nextDouble() >= missed) {
                        int at = random.nextInt(detections.size() + 1);
                        float score = 0.8f + 0.2f * random.nextFloat();
                        detections.add(at, new TrackedDetection(jitter(box, random), score));
                        truth.add(at, i);
                    }
                }
                long captureTime = START + Math.round(1000 * t);
                long[] ids = tracker.update(tracks, captureTime, detections);
                for (int i = 0; i < ids.length; i++) {
                    if (ids[i] != 0) {
                        played.ids
                                .computeIfAbsent(truth.get(i), p -> new LinkedHashSet<>())
                                .add(ids[i]);
                    }
                }
                played.log.append(describe(tracks)).append('\n');
                t += (uneven ? 0.5 + random.nextDouble() : 1) / framesPerSecond;
            }
            return played;
        }

        private Box jitter(Box box, Random random) {
            double size = Math.sqrt(box.area());
            double width = box.width() * Math.exp(0.05 * random.nextGaussian());
            double height = box.height() * Math.exp(0.05 * random.nextGaussian());
            double x = box.centerX() + 0.03 * size * random.nextGaussian();
            double y = box.centerY() + 0.03 * size * random.nextGaussian();
            return new Box(
                    (float) (x - width / 2),
                    (float) (y - height / 2),
                    (float) width,
                    (float) height);
        }
    }

    private static final class Played {

        private final TreeMap<Integer, Set<Long>> ids = new TreeMap<>();
        private final StringBuilder log = new StringBuilder();

        Set<Long> ids(int person) {
            return ids.getOrDefault(person, Set.of());
        }
    }
}
