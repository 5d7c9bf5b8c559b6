package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Files by name in a folder or a zip file. Close it to let go of the zip file. */
final class PictureFiles implements Closeable {

    private final Path root;
    private final @Nullable FileSystem zip;

    private PictureFiles(Path root, @Nullable FileSystem zip) {
        this.root = root;
        this.zip = zip;
    }

    /**
     * Opens a folder or zip file.
     *
     * @param option that messages name
     * @throws InvalidOptionException where it is neither
     */
    static PictureFiles open(Path folderOrZip, String option) throws IOException {
        if (Files.isDirectory(folderOrZip)) {
            return new PictureFiles(folderOrZip, null);
        }
        try {
            if (Files.isRegularFile(folderOrZip)) {
                FileSystem zip = FileSystems.newFileSystem(folderOrZip);
                return new PictureFiles(zip.getPath("/"), zip);
            }
        } catch (ProviderNotFoundException | ZipException e) {
            throw notAllowed(folderOrZip, option, e);
        }
        throw notAllowed(folderOrZip, option, null);
    }

    private static InvalidOptionException notAllowed(
            Path data, String option, @Nullable Throwable cause) {
        InvalidOptionException failure =
                new InvalidOptionException(
                        option, data, "must be a folder or a zip file", "train.zip");
        failure.initCause(cause);
        return failure;
    }

    /** The folder, or the zip file's root. */
    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }
}
