package io.countenance.vision.image;

import io.countenance.schemas.ReasonCode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Walks a PNG file's chunks (ISO/IEC 15948, clause 5). */
final class PngHeader {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int HEADER_CHUNK = 0x49484452;
    private static final int END_CHUNK = 0x49454E44;

    /** Length, type and check sum around a chunk's data, bytes. */
    private static final int CHUNK_FRAME = 12;

    private PngHeader() {}

    static boolean matches(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    static ImageHeader parse(byte[] file) throws RejectedImageException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int first = SIGNATURE.length;
        if (file.length < first + CHUNK_FRAME + 13) {
            throw new RejectedImageException(
                    ReasonCode.TRUNCATED_IMAGE,
                    "the PNG file ends inside its header, after %d bytes".formatted(file.length));
        }
        if (bytes.getInt(first) != 13 || bytes.getInt(first + 4) != HEADER_CHUNK) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE, "the PNG file does not begin with its header");
        }
        int width = bytes.getInt(first + 8);
        int height = bytes.getInt(first + 12);
        if (width <= 0 || height <= 0) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE,
                    "the PNG file says that it has %d x %d px".formatted(width, height));
        }
        return new ImageHeader(width, height, endsProperly(bytes));
    }

    /**
     * Whether all chunks up to the last are whole. The last one is empty by the standard; OpenCV
     * reserves whatever length it claims.
     */
    private static boolean endsProperly(ByteBuffer bytes) {
        long position = SIGNATURE.length;
        while (position + CHUNK_FRAME <= bytes.capacity()) {
            int type = bytes.getInt((int) position + 4);
            position += CHUNK_FRAME + Integer.toUnsignedLong(bytes.getInt((int) position));
            if (type == END_CHUNK) {
                return position <= bytes.capacity();
            }
        }
        return false;
    }
}
