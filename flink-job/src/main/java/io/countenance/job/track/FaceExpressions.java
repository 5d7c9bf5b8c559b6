package io.countenance.job.track;

import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of the face-expressions topic. */
final class FaceExpressions {

    private FaceExpressions() {}

    static FaceExpression of(FrameFaces frame, FaceReading face, long personId) {
        float[] distribution = face.distribution();
        Map<String, Float> byLabel = new LinkedHashMap<>();
        int dominant = 0;
        for (int c = 0; c < distribution.length; c++) {
            byLabel.put(frame.labels()[c], distribution[c]);
            if (distribution[c] > distribution[dominant]) {
                dominant = c;
            }
        }
        return FaceExpression.newBuilder()
                .setCameraId(frame.cameraId())
                .setSequenceNumber(frame.sequenceNumber())
                .setCaptureTime(Instant.ofEpochMilli(frame.captureTime()))
                .setPersonId(personId)
                .setFrameWidth(frame.width())
                .setFrameHeight(frame.height())
                .setBox(
                        BoundingBox.newBuilder()
                                .setX(face.box().x())
                                .setY(face.box().y())
                                .setWidth(face.box().width())
                                .setHeight(face.box().height())
                                .build())
                .setDetectionScore(face.score())
                .setQuality(
                        FaceQuality.newBuilder()
                                .setScore(face.quality().score())
                                .setSharpness(face.quality().sharpness())
                                .setSizePixels(face.quality().sizePixels())
                                .setYawDegrees(orNull(face.quality().yawDegrees()))
                                .setRollDegrees(orNull(face.quality().rollDegrees()))
                                .build())
                .setDominant(frame.labels()[dominant])
                .setDistribution(byLabel)
                .setModelId(frame.modelId())
                .build();
    }

    private static @Nullable Float orNull(float degrees) {
        return Float.isNaN(degrees) ? null : degrees;
    }
}
