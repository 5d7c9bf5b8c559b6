package io.countenance.job.model;

import io.countenance.vision.expression.InvalidModelException;
import io.countenance.vision.expression.ModelFile;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Where an expression model's file lies: in this build, at a local path, or at a URI that one of
 * Flink's file systems knows.
 *
 * @param model as the user gave it
 */
record ModelLocation(String model) {

    /** Two letters or more, so that a Windows drive is no scheme. */
    private static final String URI = "[a-zA-Z][a-zA-Z0-9+.-]+:/.*";

    /**
     * What tells one version of a file from another without reading it; two of the same length that
     * were written in the same tick of the file system's clock are one to it.
     *
     * @param bytes its length
     * @param modified when it was last changed, ms since 1970
     */
    record Stamp(long bytes, long modified) {}

    static ModelLocation of(String model) {
        return new ModelLocation(model);
    }

    /** Whether it is the model of this build, which cannot change. */
    boolean shipped() {
        return ModelFile.isShipped(model);
    }

    /** Whether it is at a local path. */
    boolean isFile() {
        return !shipped() && !isUri();
    }

    private boolean isUri() {
        return model.matches(URI);
    }

    /**
     * The file's stamp now; one that never changes for the model of this build.
     *
     * @throws InvalidModelException where there is no such file
     * @throws IOException where its file system does not answer
     */
    Stamp stamp() throws IOException {
        if (shipped()) {
            return new Stamp(0, 0);
        }
        FileStatus status;
        try {
            status = fileSystem().getFileStatus(path());
        } catch (FileNotFoundException e) {
            throw unusable("it does not exist");
        }
        if (status.isDir()) {
            throw unusable("it is no file");
        }
        return new Stamp(status.getLen(), status.getModificationTime());
    }

    /**
     * The file.
     *
     * @param stamp of the version that is to be read
     * @throws InvalidModelException where it has another length by now
     * @throws IOException where it cannot be read
     */
    ModelFile read(Stamp stamp) throws IOException {
        if (shipped()) {
            return ModelFile.read(model);
        }
        try (InputStream in = fileSystem().open(path())) {
            return ModelFile.read(model, stamp.bytes(), in);
        } catch (FileNotFoundException e) {
            throw unusable("it does not exist");
        }
    }

    private FileSystem fileSystem() throws IOException {
        return isUri() ? path().getFileSystem() : FileSystem.getLocalFileSystem();
    }

    private Path path() {
        return isUri() ? new Path(model) : Path.fromLocalFile(new File(model));
    }

    private InvalidModelException unusable(String found) {
        return new InvalidModelException(
                model, found, "'default', 'int8', or the path or URI of an ONNX file");
    }
}
