package io.countenance.vision.detect;

import java.nio.FloatBuffer;

/**
 * A network's output.
 *
 * @param values all values, batch first
 * @param batch pictures in it
 */
record OutputTensor(FloatBuffer values, int batch) {

    /** Where the values of a picture begin. */
    int offset(int picture) {
        return values.capacity() / batch * picture;
    }

    /** How many values a picture has. */
    int size() {
        return values.capacity() / batch;
    }

    float get(int index) {
        return values.get(index);
    }
}
