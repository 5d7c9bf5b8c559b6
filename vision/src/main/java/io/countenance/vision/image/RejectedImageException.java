package io.countenance.vision.image;

import io.countenance.schemas.ReasonCode;

/** A picture that cannot or must not be read. */
public final class RejectedImageException extends Exception {

    private static final long serialVersionUID = 1;

    private final ReasonCode reason;

    public RejectedImageException(ReasonCode reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why, as the code that a dead letter carries. */
    public ReasonCode reason() {
        return reason;
    }
}
