package io.countenance.export;

import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import org.apache.avro.specific.SpecificRecord;

/** Which results are exported. */
enum ExportedRecords {
    EXPRESSION_WINDOWS("expression-windows", ExpressionWindow.class, "windowStart"),
    ROOM_WINDOWS("room-windows", RoomWindow.class, "windowStart"),
    FRAME_RESULTS("frame-results", FrameResult.class, "captureTime"),
    FACE_EXPRESSIONS("face-expressions", FaceExpression.class, "captureTime");

    private final String topic;
    private final Class<? extends SpecificRecord> type;
    private final String timeField;

    ExportedRecords(String topic, Class<? extends SpecificRecord> type, String timeField) {
        this.topic = topic;
        this.type = type;
        this.timeField = timeField;
    }

    /** The job's default name of the topic. */
    String topic() {
        return topic;
    }

    Class<? extends SpecificRecord> type() {
        return type;
    }

    /** The field that --from and --to look at. */
    String timeField() {
        return timeField;
    }

    /** Whether a record may come again with a higher revision, which then holds. */
    boolean revised() {
        return this == EXPRESSION_WINDOWS || this == ROOM_WINDOWS;
    }
}
