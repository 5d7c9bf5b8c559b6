package io.countenance.vision.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersonIdentitiesTest {

    private static final long START = 1_767_225_600_000L;
    private static final int LENGTH = 64;

    private final IdentityOptions options =
            new IdentityOptions(
                    0.45f, Duration.ofMillis(1500), Duration.ofMinutes(1), Duration.ofSeconds(2));
    private final PersonIdentities identities = new PersonIdentities(options);
    private final OpenTracks open = new OpenTracks();
    private final PersonGallery gallery = new PersonGallery();
    private final Random random = new Random(5);
    private int asked;

    /** A picture of somebody: what is theirs, and some noise. */
    private float[] look(int person, double noise) {
        Random own = new Random(1000 + person);
        double[] values = new double[LENGTH];
        double squares = 0;
        for (int i = 0; i < LENGTH; i++) {
            values[i] = own.nextGaussian() + noise * random.nextGaussian();
            squares += values[i] * values[i];
        }
        float[] look = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            look[i] = (float) (values[i] / Math.sqrt(squares));
        }
        return look;
    }

    private FaceInTrack seen(long track, int person) {
        return new FaceInTrack(track, look(person, 0.5), 0.6f);
    }

    private static FaceInTrack unseen(long track) {
        return new FaceInTrack(track, null, 0.6f);
    }

    private long[] frame(long time, FaceInTrack... faces) {
        return identities.identify(
                open,
                () -> {
                    asked++;
                    return gallery;
                },
                START + time,
                List.of(faces));
    }

    @Test
    void whoComesBackHasTheSameNumber() {
        assertThat(frame(0, seen(1, 1), seen(2, 2))).containsExactly(1, 2);
        assertThat(frame(100, seen(1, 1), seen(2, 2))).containsExactly(1, 2);

        assertThat(frame(8000, seen(3, 2))).containsExactly(2);
        assertThat(frame(20_000, seen(4, 1), seen(5, 2))).containsExactly(1, 2);
        assertThat(open.nextPersonId).isEqualTo(3);
    }

    @Test
    void newFaceWaitsForEmbeddingsAndIsThenSomebodyNew() {
        frame(0, seen(1, 1));

        assertThat(frame(8000, unseen(2))).containsExactly(0);
        assertThat(frame(8100, seen(2, 7))).containsExactly(0);
        assertThat(frame(8200, seen(2, 7))).containsExactly(0);
        assertThat(frame(8300, seen(2, 7))).containsExactly(2);
        assertThat(gallery.persons).extracting(person -> person.embeddings).containsExactly(1, 3);
    }

    @Test
    void faceThatIsNeverEmbeddedIsSomebodyNewInTheEnd() {
        frame(0, seen(1, 1));

        assertThat(frame(8000, unseen(2))).containsExactly(0);
        for (int time = 8500; time < 14_000; time += 500) {
            assertThat(frame(time, unseen(2))).containsExactly(0);
        }
        assertThat(frame(14_000, unseen(2))).containsExactly(2);
    }

    @Test
    void faceThatIsSeenLateIsStillCompared() {
        frame(0, seen(1, 1));

        for (int time = 8000; time < 11_000; time += 500) {
            assertThat(frame(time, unseen(2))).containsExactly(0);
        }
        assertThat(frame(11_000, seen(2, 1))).containsExactly(1);
    }

    @Test
    void nobodyWaitsWhereNobodyIsAway() {
        assertThat(frame(0, unseen(1))).containsExactly(1);
        assertThat(frame(100, seen(1, 1), unseen(2))).containsExactly(1, 2);
    }

    @Test
    void whoIsInSightIsNobodyElse() {
        frame(0, seen(1, 1));
        frame(100, seen(1, 1));

        assertThat(frame(200, seen(1, 1), seen(2, 1))).containsExactly(1, 2);
    }

    @Test
    void twoWhoComeBackTogetherAreToldApart() {
        frame(0, seen(1, 1), seen(2, 2));
        frame(100, seen(1, 1), seen(2, 2));

        frame(9000, unseen(3), unseen(4));
        assertThat(frame(9100, seen(3, 2), seen(4, 1))).containsExactly(2, 1);
    }

    @Test
    void trackThatReappearsAfterItsPersonWasFoundElsewhereIsAskedAgain() {
        frame(0, seen(1, 1));
        assertThat(frame(1000, seen(2, 1))).containsExactly(1);

        assertThat(frame(1100, seen(2, 1), seen(1, 5))).startsWith(1).doesNotContain(0);
        assertThat(open.nextPersonId).isEqualTo(3);
    }

    @Test
    void whoWasAwayForLongerThanTheTimeToLiveIsForgotten() {
        frame(0, seen(1, 1));
        frame(1000, seen(1, 1));
        frame(5000);
        assertThat(gallery.persons).hasSize(1);

        identities.forget(open, gallery, START + 61_000);
        assertThat(gallery.persons).hasSize(1);
        identities.forget(open, gallery, START + 61_001);
        assertThat(gallery.persons).isEmpty();
        assertThat(frame(62_000, seen(2, 1))).containsExactly(2);
    }

    @Test
    void whoStaysInSightIsNotForgotten() {
        for (int i = 0; i < 100; i++) {
            assertThat(frame(1000 * i, seen(1, 1))).containsExactly(1);
        }
        identities.forget(open, gallery, START + 99_000);

        assertThat(gallery.persons).hasSize(1);
    }

    @Test
    void looksMayChangeSlowly() {
        frame(0, seen(1, 1));
        for (int i = 1; i <= 400; i++) {
            float[] then = look(1, 0.3);
            float[] later = look(2, 0.3);
            float[] mixed = new float[LENGTH];
            for (int j = 0; j < LENGTH; j++) {
                mixed[j] = then[j] * (400 - i) / 400f + later[j] * i / 400f;
            }
            frame(100 * i, new FaceInTrack(1, mixed, 0.6f));
        }

        assertThat(frame(50_000, seen(2, 2))).containsExactly(1);
        assertThat(gallery.persons.get(0).embeddings).isEqualTo(30);
    }

    @Test
    void unconfirmedTracksAreNobody() {
        assertThat(frame(0, unseen(0), seen(1, 1))).containsExactly(0, 1);
        assertThat(PersonIdentities.known(open, new long[] {0, 1, 9})).containsExactly(0, 1, 0);
    }

    @Test
    void galleryIsNotAskedForWhereNothingIsNew() {
        frame(0, seen(1, 1));
        asked = 0;

        for (int i = 1; i <= 20; i++) {
            frame(100 * i, unseen(1));
        }

        assertThat(asked).isZero();
    }

    @Test
    void crowdIsNotRememberedWithoutEnd() {
        for (int i = 0; i < 1010; i++) {
            frame(3 * i, unseen(i + 1));
        }

        assertThat(gallery.persons).hasSizeLessThanOrEqualTo(1000);
    }

    @Test
    void whoIsInSightStaysThoughTheyCameBeforeAllWhoLeft() {
        for (int i = 0; i < 1005; i++) {
            frame(3 * i, unseen(1), unseen(i + 2));
        }

        // Number 1 was there all along; of those who left, those who did so first make room.
        assertThat(personIds()).hasSize(1000).startsWith(1L, 8L, 9L).endsWith(1005L, 1006L);
    }

    @Test
    void whoWasSeenLongestAgoMakesRoomThoughOthersCameBefore() {
        fillGallery(START - 1000);
        gallery.persons.get(700).lastSeen = START - 30_000;

        frame(0, unseen(1));

        assertThat(personIds()).hasSize(1000).contains(1L, 1001L).doesNotContain(701L);
    }

    @Test
    void whoComesBackIsNotTheOneWhoMakesRoom() {
        fillGallery(START - 10);
        KnownPerson first = gallery.persons.get(0);
        first.lastSeen = START - 1000;
        first.embeddings = 3;
        first.sum = look(1, 0);
        frame(0, seen(1, 7));
        frame(100, seen(1, 7));

        // Both are told in this frame, the stranger first.
        assertThat(frame(200, seen(1, 7), seen(2, 1))).containsExactly(1001, 1);
        assertThat(personIds()).hasSize(1000).contains(1L, 1001L).doesNotContain(2L);
        assertThat(first.embeddings).isEqualTo(4);
    }

    private void fillGallery(long lastSeen) {
        for (int i = 1; i <= 1000; i++) {
            KnownPerson person = new KnownPerson();
            person.personId = i;
            person.lastSeen = lastSeen;
            gallery.persons.add(person);
        }
        open.nextPersonId = 1001;
    }

    private List<Long> personIds() {
        return gallery.persons.stream().map(person -> person.personId).toList();
    }

    @Test
    void embeddingsThatPointNowhereAreNoEvidence() {
        frame(0, seen(1, 1));
        float[] broken = look(1, 0);
        broken[5] = Float.NaN;
        float[] endless = look(1, 0);
        endless[5] = Float.POSITIVE_INFINITY;

        for (float[] none : new float[][] {new float[LENGTH], broken, endless}) {
            assertThat(new FaceInTrack(2, none, 0.6f).embedding()).isNull();
            assertThat(frame(8000, new FaceInTrack(2, none, 0.6f))).containsExactly(0);
        }
        assertThat(frame(8100, new FaceInTrack(2, look(1, 0), 0))).containsExactly(0);
        assertThat(open.tracks).singleElement().satisfies(PersonIdentitiesTest::hasNoEmbedding);
        assertThat(frame(8200, seen(2, 1))).containsExactly(1);

        float[] before = gallery.persons.get(0).sum.clone();
        frame(8300, new FaceInTrack(2, new float[LENGTH], 0.6f));
        assertThat(gallery.persons.get(0).sum).isEqualTo(before);
        assertThat(gallery.persons.get(0).embeddings).isEqualTo(2);
    }

    private static void hasNoEmbedding(OpenTrack track) {
        assertThat(track.embeddings).isZero();
        assertThat(track.sum).isEmpty();
    }

    @Test
    void whoWasNeverLookedAtIsLikeNobodyEvenWhereAnyLikenessWillDo() {
        PersonIdentities anybody =
                new PersonIdentities(
                        new IdentityOptions(
                                -1,
                                Duration.ofMillis(1500),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(2)));
        anybody.identify(open, () -> gallery, START, List.of(seen(1, 1)));
        long[] persons = {};
        for (int time = 8000; time <= 14_000; time += 500) {
            persons = anybody.identify(open, () -> gallery, START + time, List.of(unseen(2)));
        }

        assertThat(persons).containsExactly(2);
    }

    @Test
    void embeddingsOfATrackThatIsDroppedUndecidedAreGone() {
        frame(0, seen(1, 1));
        assertThat(frame(8000, seen(2, 7), seen(0, 8))).containsExactly(0, 0);
        assertThat(open.tracks)
                .singleElement()
                .satisfies(track -> assertThat(track.sum).isNotEmpty());

        // Too long ago for the tracker to go on with it.
        frame(10_001);

        assertThat(open.tracks).isEmpty();
        assertThat(gallery.persons).extracting(person -> person.embeddings).containsExactly(1);
    }

    @Test
    void embeddingsOfAnotherLengthAreNobodysOfBefore() {
        frame(0, seen(1, 1));

        float[] short1 = {1, 0};
        frame(8000, new FaceInTrack(2, short1, 1));
        frame(8100, new FaceInTrack(2, short1, 1));
        assertThat(frame(8200, new FaceInTrack(2, short1, 1))).containsExactly(2);
    }

    @Test
    void replayGivesTheSameBits() {
        assertThat(play()).isEqualTo(play());
    }

    private String play() {
        OpenTracks tracks = new OpenTracks();
        PersonGallery persons = new PersonGallery();
        random.setSeed(9);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            List<FaceInTrack> faces = new ArrayList<>();
            for (int person = 0; person < 5; person++) {
                // each stays for 3 s in 8
                if ((i + 16 * person) % 80 < 30) {
                    long track = 1 + person + 5L * ((i + 16 * person) / 80);
                    faces.add(i % 5 == 0 ? seen(track, person) : unseen(track));
                }
            }
            long[] ids = identities.identify(tracks, () -> persons, START + 100L * i, faces);
            all.add(Arrays.toString(ids));
        }
        for (KnownPerson person : persons.persons) {
            all.add(person.personId + " " + Arrays.toString(person.sum));
        }
        assertThat(tracks.nextPersonId).isEqualTo(6);
        return String.join("\n", all);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(
                        () ->
                                new IdentityOptions(
                                        2,
                                        Duration.ofMillis(1),
                                        Duration.ofDays(1),
                                        Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minSimilarity is 2.0 but must be from -1 to 1");
        assertThatThrownBy(
                        () ->
                                new IdentityOptions(
                                        0, Duration.ZERO, Duration.ofDays(1), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 1 ms or more");
    }
}
