package io.countenance.demo.track;

import io.countenance.demo.track.MotChallengeWriter.MotBox;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;

/**
 * A result of the pipeline, of any kind. A Flink POJO (record), so it must be public.
 *
 * @param kind what it is
 * @param number the frame's, counted from 0; -1 where unknown
 * @param personId 0 where not confirmed, or not a face
 * @param message why a frame was refused
 */
public record TrackedFrame(
        Kind kind,
        long number,
        long personId,
        float x,
        float y,
        float width,
        float height,
        float score,
        String message) {

    /** What a result says. */
    public enum Kind {
        FACE,
        CLASSIFIED,
        REFUSED
    }

    static TrackedFrame of(FaceExpression face) {
        return new TrackedFrame(
                Kind.FACE,
                face.getSequenceNumber(),
                face.getPersonId(),
                face.getBox().getX(),
                face.getBox().getY(),
                face.getBox().getWidth(),
                face.getBox().getHeight(),
                face.getDetectionScore(),
                "");
    }

    static TrackedFrame of(FrameResult result) {
        return new TrackedFrame(Kind.CLASSIFIED, result.getSequenceNumber(), 0, 0, 0, 0, 0, 0, "");
    }

    static TrackedFrame of(DeadLetter letter) {
        Long number = letter.getSequenceNumber();
        return new TrackedFrame(
                Kind.REFUSED, number == null ? -1 : number, 0, 0, 0, 0, 0, 0, letter.getMessage());
    }

    MotBox box() {
        return new MotBox(number + 1, personId, x, y, width, height, score);
    }
}
