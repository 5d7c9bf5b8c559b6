package io.countenance.demo.results;

import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;

/** Hears of each record in the result topics, on the reader's thread. */
public interface ResultListener {

    default void faceExpression(FaceExpression face) {}

    default void frameResult(FrameResult result) {}

    default void expressionWindow(ExpressionWindow window) {}

    default void roomWindow(RoomWindow window) {}

    default void deadLetter(DeadLetter letter) {}
}
