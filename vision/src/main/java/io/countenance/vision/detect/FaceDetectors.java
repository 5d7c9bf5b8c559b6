package io.countenance.vision.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens detectors. */
public final class FaceDetectors {

    private static final Logger LOG = LoggerFactory.getLogger(FaceDetectors.class);

    private static final String SHIPPED = "ultraface-rfb.onnx";
    private static final String SHIPPED_RESOURCE = "/io/countenance/detector/" + SHIPPED;

    private static final AtomicBoolean SAID_FALLBACK = new AtomicBoolean();

    private FaceDetectors() {}

    /**
     * Opens the detector that {@code options.model()} names; the caller closes it.
     *
     * @throws IllegalArgumentException if there is no such file, or it is no detector of a known
     *     family
     * @throws io.countenance.vision.inference.DeviceUnavailableException if the device cannot be
     *     used
     */
    public static FaceDetector open(DetectorOptions options) {
        return switch (options.model()) {
            case DetectorOptions.DEFAULT_MODEL -> openDefault(options);
            case DetectorOptions.HAAR_MODEL -> new HaarFaceDetector(options);
            default -> openFile(options);
        };
    }

    /** Whether the shipped network is there: the build had npm. Without it the default is Haar. */
    public static boolean isShippedModelPresent() {
        return FaceDetectors.class.getResource(SHIPPED_RESOURCE) != null;
    }

    private static FaceDetector openDefault(DetectorOptions options) {
        try (InputStream model = FaceDetectors.class.getResourceAsStream(SHIPPED_RESOURCE)) {
            if (model != null) {
                return OnnxFaceDetector.open(model.readAllBytes(), SHIPPED, options);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the shipped detector cannot be read", failure);
        }
        if (SAID_FALLBACK.compareAndSet(false, true)) {
            LOG.warn(
                    "The default face detector was not fetched when this was built (no npm). OpenCV's Haar cascade is used in"
                            + " its place; it misses many faces. Build again with npm, or name an ONNX file.");
        }
        return new HaarFaceDetector(options);
    }

    private static FaceDetector openFile(DetectorOptions options) {
        Path file = path(options.model());
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no detector '%s': it must be 'default', 'haar' or the path of an ONNX file"
                            .formatted(options.model()));
        }
        try {
            return OnnxFaceDetector.open(
                    Files.readAllBytes(file), String.valueOf(file.getFileName()), options);
        } catch (IOException failure) {
            throw new UncheckedIOException("the detector " + file + " cannot be read", failure);
        }
    }

    private static Path path(String model) {
        try {
            return Path.of(model);
        } catch (InvalidPathException failure) {
            throw new IllegalArgumentException(
                    "the detector's path '%s' is none: %s".formatted(model, failure.getMessage()),
                    failure);
        }
    }
}
