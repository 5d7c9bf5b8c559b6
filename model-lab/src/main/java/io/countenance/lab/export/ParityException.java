package io.countenance.lab.export;

/** The exported graph does not compute what the network does. */
public final class ParityException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ParityException(double difference, int faces) {
        super(
                ("ONNX Runtime and DJL differ by %.2e over %d faces, more than %.0e allowed: no"
                                + " file written")
                        .formatted(difference, faces, ParityGate.ALLOWED));
    }
}
