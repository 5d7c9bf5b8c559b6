package io.countenance.schemas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Today's schemas, by the topics' default names. */
final class TopicSchemas {

    static final Map<String, Schema> BY_TOPIC = byTopic();
    static final List<Schema> ALL = List.copyOf(BY_TOPIC.values());

    private TopicSchemas() {}

    private static Map<String, Schema> byTopic() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put("video-frames", VideoFrame.getClassSchema());
        schemas.put("face-expressions", FaceExpression.getClassSchema());
        schemas.put("frame-results", FrameResult.getClassSchema());
        schemas.put("expression-windows", ExpressionWindow.getClassSchema());
        schemas.put("room-windows", RoomWindow.getClassSchema());
        schemas.put("dead-letters", DeadLetter.getClassSchema());
        return schemas;
    }
}
