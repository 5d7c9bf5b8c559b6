package io.countenance.job.frame;

import io.countenance.schemas.ReasonCode;

/**
 * Why a frame goes no further.
 *
 * @param stage where: see {@link Stage}
 * @param reason code of a {@link ReasonCode}
 * @param message for a person to read
 */
public record Refusal(String stage, String reason, String message) {

    public static Refusal of(Stage stage, ReasonCode reason, String message) {
        return new Refusal(stage.code(), reason.code(), message);
    }
}
