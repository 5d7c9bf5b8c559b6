package io.countenance.vision.inference;

/** A model that was open failed while it ran. */
public final class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * With what ONNX Runtime said.
     *
     * @param cause its exception
     */
    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
