package io.countenance.benchmarks.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.vision.geometry.Box;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreSheetTest {

    private static final Offset<Double> EXACT = within(1e-9);

    /** TrackEval works out overlaps in double precision. */
    private static final Offset<Double> SINGLE_PRECISION = within(1e-7);

    private final ScoreSheet sheet = new ScoreSheet();

    private static TrackedFace face(String person, double x) {
        return new TrackedFace(person, new Box((float) x, 0, 20, 20));
    }

    @Test
    void everythingIsRightWhereEverybodyKeepsTheId() {
        for (int frame = 0; frame < 10; frame++) {
            sheet.add(
                    "v",
                    List.of(face("a", frame), face("b", 100)),
                    List.of(),
                    List.of(face("2", 100), face("1", frame)));
        }

        assertThat(ClearMot.of(sheet)).isEqualTo(new ClearMot(20, 0, 0, 0));
        assertThat(ClearMot.of(sheet).mota()).isEqualTo(1);
        assertThat(IdentityScore.of(sheet).idf1()).isEqualTo(1);
        Hota hota = Hota.of(sheet);
        assertThat(hota.hota()).isEqualTo(1, EXACT);
        assertThat(hota.localisation()).isEqualTo(1, EXACT);
    }

    /** By hand: each of two persons has each id for half of ten frames. */
    @Test
    void twoWhoSwapIdsHalfWayAreHalfRight() {
        for (int frame = 0; frame < 10; frame++) {
            String[] ids = frame < 5 ? new String[] {"1", "2"} : new String[] {"2", "1"};
            sheet.add(
                    "v",
                    List.of(face("a", 0), face("b", 100)),
                    List.of(),
                    List.of(face(ids[0], 0), face(ids[1], 100)));
        }

        assertThat(ClearMot.of(sheet)).isEqualTo(new ClearMot(20, 0, 0, 2));
        assertThat(ClearMot.of(sheet).mota()).isEqualTo(1 - 2 / 20.0, EXACT);
        assertThat(IdentityScore.of(sheet)).isEqualTo(new IdentityScore(10, 10, 10));
        Hota hota = Hota.of(sheet);
        assertThat(hota.detection()).isEqualTo(1, EXACT);
        assertThat(hota.association()).isEqualTo(5 / (10 + 10 - 5.0), EXACT);
        assertThat(hota.hota()).isEqualTo(Math.sqrt(1 / 3.0), EXACT);
    }

    /** By hand: the box is half a width off, so it overlaps by a third. */
    @Test
    void aFaceFoundTooFarAsideIsMissedAndWrong() {
        sheet.add("v", List.of(face("a", 0)), List.of(), List.of(face("1", 10)));

        assertThat(ClearMot.of(sheet)).isEqualTo(new ClearMot(0, 1, 1, 0));
        assertThat(ClearMot.of(sheet).mota()).isEqualTo(-1);
        assertThat(IdentityScore.of(sheet)).isEqualTo(new IdentityScore(0, 1, 1));
        // right at 6 of 19 least overlaps, 0.05 to 0.30; always wrong at the others
        assertThat(Hota.of(sheet).hota()).isEqualTo(6 / 19.0, EXACT);
    }

    @Test
    void whoeverFindsAHiddenFaceIsNeitherRightNorWrong() {
        sheet.add(
                "v",
                List.of(face("a", 0)),
                List.of(face("b", 100)),
                List.of(face("1", 0), face("2", 101), face("3", 300)));

        assertThat(ClearMot.of(sheet)).isEqualTo(new ClearMot(1, 0, 1, 0));
        assertThat(sheet.foundPersons()).isEqualTo(2);
    }

    @Test
    void personsOfDifferentVideosAreDifferent() {
        sheet.add("v", List.of(face("a", 0)), List.of(), List.of(face("1", 0)));
        sheet.add("w", List.of(face("a", 0)), List.of(), List.of(face("2", 0)));

        assertThat(ClearMot.of(sheet).switches()).isZero();
        assertThat(IdentityScore.of(sheet).idf1()).isEqualTo(1);
        assertThat(sheet.truePersons()).isEqualTo(2);
    }

    @Test
    void nothingFoundIsNoFailureOfTheScores() {
        sheet.add("v", List.of(face("a", 0)), List.of(), List.of());
        sheet.add("v", List.of(), List.of(), List.of());

        assertThat(ClearMot.of(sheet).mota()).isZero();
        assertThat(IdentityScore.of(sheet).idf1()).isZero();
        assertThat(Hota.of(sheet).hota()).isZero();
    }

    /**
     * Three persons in 30 frames with faces missed, wrong, shifted, and ids changed at random. The
     * figures are those of the HOTA authors' TrackEval 1.3.0.
     */
    @Test
    void scoresAreThoseOfTrackEval() throws Exception {
        enterSequence();

        assertThat(ClearMot.of(sheet)).isEqualTo(new ClearMot(57, 33, 17, 2));
        assertThat(ClearMot.of(sheet).mota()).isEqualTo(0.422222222222, SINGLE_PRECISION);
        assertThat(IdentityScore.of(sheet)).isEqualTo(new IdentityScore(47, 43, 27));
        assertThat(IdentityScore.of(sheet).idf1()).isEqualTo(0.573170731707, SINGLE_PRECISION);
        Hota hota = Hota.of(sheet);
        assertThat(hota.hota()).isEqualTo(0.405465374416, SINGLE_PRECISION);
        assertThat(hota.detection()).isEqualTo(0.457592125023, SINGLE_PRECISION);
        assertThat(hota.association()).isEqualTo(0.360001837237, SINGLE_PRECISION);
        assertThat(hota.localisation()).isEqualTo(0.719319194007, SINGLE_PRECISION);
    }

    /** Lines of frame, T (true) or D (found), person, left, top, width, height. */
    private void enterSequence() throws Exception {
        TreeMap<Integer, List<List<TrackedFace>>> frames = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                ScoreSheetTest.class.getResourceAsStream("sequence.txt"),
                                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                String[] fields = line.split(" ");
                float[] box = new float[4];
                for (int i = 0; i < box.length; i++) {
                    box[i] = Float.parseFloat(fields[3 + i]);
                }
                frames.computeIfAbsent(
                                Integer.parseInt(fields[0]),
                                frame -> List.of(new ArrayList<>(), new ArrayList<>()))
                        .get(fields[1].equals("T") ? 0 : 1)
                        .add(new TrackedFace(fields[2], new Box(box[0], box[1], box[2], box[3])));
            }
        }
        frames.values().forEach(frame -> sheet.add("v", frame.get(0), List.of(), frame.get(1)));
    }
}
