package io.countenance.schemas;

import org.apache.avro.AvroRuntimeException;

/** A topic value that is not the record it should be; the message says where and why. */
public final class MalformedRecordException extends AvroRuntimeException {

    MalformedRecordException(String message) {
        super(message);
    }

    MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
