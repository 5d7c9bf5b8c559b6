package io.countenance.demo.results;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.DeadLetterUnit;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameOutcome;
import io.countenance.schemas.FrameResult;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts what became of each camera's frames. Safe for several threads. */
public final class RunTally implements ResultListener {

    /** Dead letters that name no camera. */
    public static final String UNKNOWN_CAMERA = "(unknown camera)";

    /**
     * One camera's frames, or all cameras'.
     *
     * @param published handed to the broker
     * @param classified read for faces
     * @param deadLetters refused whole
     * @param sampledOut left out on purpose
     * @param faces found
     * @param persons told apart
     */
    public record Counts(
            long published,
            long classified,
            long deadLetters,
            long sampledOut,
            long faces,
            int persons) {

        /** How many frames have an outcome. */
        public long accountedFor() {
            return classified + deadLetters + sampledOut;
        }

        Counts plus(Counts other) {
            return new Counts(
                    published + other.published,
                    classified + other.classified,
                    deadLetters + other.deadLetters,
                    sampledOut + other.sampledOut,
                    faces + other.faces,
                    persons + other.persons);
        }
    }

    private static final class Camera {
        private long published;
        private long classified;
        private long deadLetters;
        private long sampledOut;
        private long faces;
        private final Set<Long> persons = new HashSet<>();

        private Counts counts() {
            return new Counts(
                    published, classified, deadLetters, sampledOut, faces, persons.size());
        }
    }

    private final Map<String, Camera> cameras = new TreeMap<>();

    /** Counts a frame that was handed to the broker. */
    public synchronized void published(String cameraId) {
        camera(cameraId).published++;
    }

    @Override
    public synchronized void frameResult(FrameResult result) {
        Camera camera = camera(result.getCameraId());
        if (result.getOutcome() == FrameOutcome.SAMPLED_OUT) {
            camera.sampledOut++;
        } else {
            camera.classified++;
        }
    }

    @Override
    public synchronized void faceExpression(FaceExpression face) {
        Camera camera = camera(face.getCameraId());
        camera.faces++;
        if (face.getPersonId() > 0) {
            camera.persons.add(face.getPersonId());
        }
    }

    @Override
    public synchronized void deadLetter(DeadLetter letter) {
        if (letter.getUnit() == DeadLetterUnit.FRAME) {
            String cameraId = letter.getCameraId();
            camera(cameraId == null ? UNKNOWN_CAMERA : cameraId).deadLetters++;
        }
    }

    private Camera camera(String cameraId) {
        return cameras.computeIfAbsent(cameraId, id -> new Camera());
    }

    /** Every camera's counts, by camera. */
    public synchronized Map<String, Counts> byCamera() {
        Map<String, Counts> counts = new TreeMap<>();
        cameras.forEach((id, camera) -> counts.put(id, camera.counts()));
        return counts;
    }

    /** All cameras' counts together. */
    public Counts total() {
        return sum(byCamera().values().stream());
    }

    /**
     * The counts together of the cameras of which {@link #published} was told: others may publish
     * to the same broker, of whose frames only the outcome is known.
     */
    public Counts ownTotal() {
        return sum(byCamera().values().stream().filter(counts -> counts.published() > 0));
    }

    private static Counts sum(Stream<Counts> counts) {
        return counts.reduce(new Counts(0, 0, 0, 0, 0, 0), Counts::plus);
    }
}
