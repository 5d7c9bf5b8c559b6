package io.countenance.connectors.sink;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Sinks to the result topics. Serialisable parts of a job graph; built once from options that are
 * checked then.
 */
public final class ResultSinks {

    /**
     * Checks the options. Throws IllegalArgumentException that names the option, the value and the
     * rule.
     */
    public ResultSinks(ResultSinkOptions options) {}

    public Sink<FaceExpression> faceExpressions(String topic) {
        throw new UnsupportedOperationException("contract only");
    }

    public Sink<FrameResult> frameResults(String topic) {
        throw new UnsupportedOperationException("contract only");
    }

    public Sink<ExpressionWindow> expressionWindows(String topic) {
        throw new UnsupportedOperationException("contract only");
    }

    public Sink<RoomWindow> roomWindows(String topic) {
        throw new UnsupportedOperationException("contract only");
    }

    public Sink<DeadLetter> deadLetters(String topic) {
        throw new UnsupportedOperationException("contract only");
    }
}
