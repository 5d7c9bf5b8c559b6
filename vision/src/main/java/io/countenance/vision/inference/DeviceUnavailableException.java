package io.countenance.vision.inference;

/**
 * A model was to run on a device that cannot be used. The message says which, why, and what to do
 * about it.
 */
public final class DeviceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DeviceUnavailableException(String message) {
        super(message);
    }

    DeviceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
