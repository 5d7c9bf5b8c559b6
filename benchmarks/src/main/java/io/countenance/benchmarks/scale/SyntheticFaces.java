package io.countenance.benchmarks.scale;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.connectors.source.Sampling;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameOrigin;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.quality.FaceQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Frames as if both models had read them: persons who sit in rows, sway, and change expression. In:
 * numbers from 0. Out: {@link FrameFaces}, of all cameras in turn.
 */
final class SyntheticFaces implements MapFunction<Long, FrameFaces> {

    private static final long serialVersionUID = 1;

    private static final String[] LABELS = {
        "neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt"
    };
    private static final float DOMINANT = 0.65f;
    private static final long START = 1_700_000_000_000L;
    private static final int COLUMNS = 5;
    private static final float PLACE = 120;
    private static final float FACE = 60;
    private static final float SWAY = 6;

    private final int persons;
    private final int personsPerCamera;
    private final int framesPerSecond;

    /**
     * Persons before cameras.
     *
     * @param persons of all cameras
     * @param personsPerCamera but for the last one, which may have fewer
     * @param framesPerSecond of each camera
     */
    SyntheticFaces(int persons, int personsPerCamera, int framesPerSecond) {
        this.persons = persons;
        this.personsPerCamera = personsPerCamera;
        this.framesPerSecond = framesPerSecond;
    }

    int cameras() {
        return (persons + personsPerCamera - 1) / personsPerCamera;
    }

    @Override
    public FrameFaces map(Long number) {
        int camera = (int) (number % cameras());
        long frame = number / cameras();
        int present = Math.min(personsPerCamera, persons - camera * personsPerCamera);
        List<FaceReading> faces = new ArrayList<>(present);
        for (int person = 0; person < present; person++) {
            faces.add(face(person, frame));
        }
        return new FrameFaces(
                "camera-" + camera,
                frame,
                IngestedFrame.NO_HASH,
                START + frame * 1000 / framesPerSecond,
                Math.round(COLUMNS * PLACE),
                Math.round((personsPerCamera / COLUMNS + 1) * PLACE),
                faces,
                LABELS,
                "synthetic@000000000000",
                new FrameOrigin("video-frames", 0, number),
                Sampling.NONE,
                null);
    }

    private static FaceReading face(int person, long frame) {
        float[] distribution = new float[LABELS.length];
        Arrays.fill(distribution, (1 - DOMINANT) / (LABELS.length - 1));
        distribution[(int) ((person + frame / 20) % LABELS.length)] = DOMINANT;
        return new FaceReading(
                new Box(
                        person % COLUMNS * PLACE + SWAY * (float) Math.sin(frame / 10.0 + person),
                        (float) (person / COLUMNS) * PLACE,
                        FACE,
                        FACE),
                0.95f,
                new FaceQuality(0.8f, 100, FACE, Float.NaN, Float.NaN),
                distribution);
    }
}
