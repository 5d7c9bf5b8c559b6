package io.countenance.connectors.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file whose time of change says when the broker last took a frame, for health checks. For one
 * thread.
 */
final class AliveFile {

    private static final Logger LOG = LoggerFactory.getLogger(AliveFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private Instant touched = Instant.MIN;
    private boolean failed;

    /** Nothing is written before the first {@link #touch()}. */
    AliveFile(Path file) {
        this.file = file;
    }

    /**
     * Sets the time of change to now, once a second at most; makes the file where it is missing.
     */
    void touch() {
        Instant now = Instant.now();
        if (now.isBefore(touched.plus(INTERVAL))) {
            return;
        }
        touched = now;
        try {
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            } else {
                Files.createFile(file);
            }
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                LOG.warn("Health checks will fail: {} cannot be touched: {}", file, e.toString());
            }
        }
    }
}
