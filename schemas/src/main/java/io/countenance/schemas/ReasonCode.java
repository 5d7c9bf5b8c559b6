package io.countenance.schemas;

import java.util.Locale;

/**
 * Why a record became a dead letter. {@link #code()} is what stands in the topic; codes are never
 * renamed.
 */
public enum ReasonCode {
    EMPTY_VALUE("The Kafka record has no value, or its picture has no bytes."),
    UNKNOWN_FORMAT("The value is neither a JPEG, nor a PNG, nor a VideoFrame."),
    UNKNOWN_SCHEMA("The value is single-object Avro of a schema this job does not know."),
    MALFORMED_AVRO("The value has a VideoFrame's marker but cannot be read as one."),
    MISSING_CAMERA(
            "Neither the value nor the key nor the header names a camera, or the name is blank, has over 128 characters or control characters."),
    INVALID_HEADER("A header of the record is not what it should be."),
    TIMESTAMP_OUT_OF_RANGE(
            "The capture time is far after the record's own timestamp or ahead of its camera's other frames, or not in the years 2000 to 2099."),
    UNSUPPORTED_IMAGE(
            "The picture is of a kind that is not read: neither JPEG nor PNG, or a rare variant of one."),
    TRUNCATED_IMAGE("The picture's file ends before the picture does."),
    UNDECODABLE_IMAGE("The picture's header is in order, its content is not."),
    IMAGE_TOO_SMALL("The picture is smaller than a face that could be read."),
    IMAGE_TOO_LARGE(
            "The picture has more pixels or bytes than allowed; its header says so, it was not decoded."),
    IMAGE_MISMATCH("The picture's size is not the size that its record claims."),
    DETECTOR_FAILED("The face detector failed on this frame."),
    CLASSIFIER_FAILED("The expression model failed on this frame."),
    LATE_FRAME("The frame came after its camera's time had passed it."),
    DUPLICATE_FRAME(
            "A frame of the same camera and capture time with the same number, or without numbers the same content, was there already.");

    private final String description;

    ReasonCode(String description) {
        this.description = description;
    }

    /**
     * The code as it stands in {@code DeadLetter.reason}: {@code empty-value}, {@code late-frame}
     * and so on.
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence for the documentation. */
    public String description() {
        return description;
    }
}
