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

    /**
     * Checks that there are as many values as the others say.
     *
     * @param name the output's
     * @param size values a picture
     * @throws UnfitOutputException if there are more or fewer
     */
    void requireSize(String name, int size) {
        if (values.capacity() != (long) size * batch) {
            throw new UnfitOutputException(name, values.capacity(), "%d a picture".formatted(size));
        }
    }

    float get(int index) {
        return values.get(index);
    }
}
