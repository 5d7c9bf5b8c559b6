package io.countenance.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.vision.track.CameraTracks;
import io.countenance.vision.track.PersonTracker;
import io.countenance.vision.track.TrackedDetection;
import io.countenance.vision.track.TrackerOptions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticFacesTest {

    private final SyntheticFaces synthetic = new SyntheticFaces(23, 10, 10);

    @Test
    void camerasTakeTurnsAndTheLastHasTheRest() {
        assertThat(synthetic.cameras()).isEqualTo(3);
        FrameFaces frame = synthetic.map(3L * 7 + 2);
        assertThat(frame.cameraId()).isEqualTo("camera-2");
        assertThat(frame.sequenceNumber()).isEqualTo(7);
        assertThat(frame.captureTime() - synthetic.map(2L).captureTime()).isEqualTo(700);
        assertThat(frame.faces()).hasSize(3);
        assertThat(synthetic.map(1L).faces()).hasSize(10);
    }

    @Test
    void everybodyIsFollowedAsOnePerson() {
        PersonTracker tracker = new PersonTracker(TrackerOptions.defaults());
        CameraTracks tracks = new CameraTracks();
        long[] persons = {};
        for (long number = 0; number < 3 * 300; number += 3) {
            FrameFaces frame = synthetic.map(number);
            persons =
                    tracker.update(
                            tracks,
                            frame.captureTime(),
                            frame.faces().stream()
                                    .map(face -> new TrackedDetection(face.box(), face.score()))
                                    .toList());
        }
        assertThat(persons).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void distributionsSumToOneAndChange() {
        FaceReading early = synthetic.map(0L).faces().get(0);
        FaceReading late = synthetic.map(3L * 20).faces().get(0);
        assertThat(sum(early.distribution())).isCloseTo(1, within(1e-6));
        assertThat(late.distribution()).isNotEqualTo(early.distribution());
    }

    private static double sum(float[] distribution) {
        double[] values = new double[distribution.length];
        Arrays.setAll(values, i -> distribution[i]);
        return Arrays.stream(values).sum();
    }
}
