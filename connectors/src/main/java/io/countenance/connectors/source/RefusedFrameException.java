package io.countenance.connectors.source;

import io.countenance.schemas.ReasonCode;

/**
 * Why a record is no frame. Never leaves this package; has no stack trace, since floods of bad
 * records are to be cheap.
 */
final class RefusedFrameException extends Exception {

    private static final long serialVersionUID = 1;

    private final ReasonCode reason;

    RefusedFrameException(ReasonCode reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    ReasonCode reason() {
        return reason;
    }
}
