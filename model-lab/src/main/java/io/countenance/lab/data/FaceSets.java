package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads faces of any format. */
public final class FaceSets {

    private FaceSets() {}

    /**
     * Loads one split. Every picture is decoded once; decoded pictures stay in memory until they
     * fill a quarter of the Java heap, the others are decoded again when they are wanted. A zip
     * file of which pictures are wanted again stays open until the program ends.
     *
     * @throws InvalidOptionException where a file or column is missing, the split is not there or
     *     none of its pictures can be read
     */
    public static FaceSet load(FaceQuery query, LoadingListener listener) throws IOException {
        return load(query, listener, PictureLoader.defaultMemory());
    }

    static FaceSet load(FaceQuery query, LoadingListener listener, long memory) throws IOException {
        PictureLoader loader = new PictureLoader(query.colour(), memory, listener);
        boolean mayBeFer2013 =
                query.format() == DataFormat.FER2013
                        || query.format() == null && query.labels() == null;
        if (mayBeFer2013
                && Files.isRegularFile(query.data())
                && Fer2013Reader.file(query.data()) != null) {
            return load(query, query.data(), loader);
        }
        PictureFiles files = PictureFiles.open(query.data(), query.dataOption());
        try {
            return load(query, files.root(), loader);
        } finally {
            if (!loader.needsFiles()) {
                files.close();
            }
        }
    }

    private static FaceSet load(FaceQuery query, Path root, PictureLoader loader)
            throws IOException {
        FaceSet faces = loader.load(DataFormat.of(query, root).reader().read(query, root));
        InvalidOptionException.check(
                !faces.faces().isEmpty(),
                query.dataOption(),
                query.data(),
                "must hold the pictures of split '%s', none of %d can be read"
                        .formatted(query.split(), faces.unreadable().size()),
                query.split() + ".zip");
        return faces;
    }
}
