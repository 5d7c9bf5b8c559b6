package io.countenance.lab.data;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the labels of one data set's format. */
interface SampleReader {

    /**
     * Reads the labels of a split; pictures are not decoded.
     *
     * @param query what is wanted
     * @param root of the pictures: the folder, or the root of the zip file
     * @throws io.countenance.options.InvalidOptionException where the data set is not of this form
     */
    Samples read(FaceQuery query, Path root) throws IOException;
}
