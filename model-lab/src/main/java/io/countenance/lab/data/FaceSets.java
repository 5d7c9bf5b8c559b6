package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;

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
        SampleFiles files = SampleFiles.open(query);
        try {
            FaceSet faces = loader.load(files.labelled());
            InvalidOptionException.check(
                    !faces.faces().isEmpty(),
                    query.dataOption(),
                    query.data(),
                    "must hold the pictures of split '%s', none of %d can be read"
                            .formatted(query.split(), faces.unreadable().size()),
                    query.split() + ".zip");
            return faces;
        } finally {
            if (!loader.needsFiles()) {
                files.close();
            }
        }
    }
}
