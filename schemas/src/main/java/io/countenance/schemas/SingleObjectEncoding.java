package io.countenance.schemas;

/** The marker of Avro's single-object encoding. */
public final class SingleObjectEncoding {

    private SingleObjectEncoding() {}

    /** Whether the bytes begin with C3 01, as no JPEG, PNG or JSON text does. */
    public static boolean hasMarker(byte[] value) {
        return value.length >= 2 && value[0] == (byte) 0xC3 && value[1] == 0x01;
    }
}
