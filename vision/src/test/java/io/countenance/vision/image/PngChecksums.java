package io.countenance.vision.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The check sums of a PNG file's chunks (ISO/IEC 15948, 5.3). */
final class PngChecksums {

    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_FRAME = 12;

    private PngChecksums() {}

    /** A file with the check sum of each whole chunk put right; other files as they are. */
    static byte[] mended(byte[] file) {
        if (!PngHeader.matches(file)) {
            return file;
        }
        ByteBuffer mended = ByteBuffer.wrap(file.clone());
        int position = SIGNATURE_BYTES;
        while (mended.capacity() - position >= CHUNK_FRAME) {
            int length = mended.getInt(position);
            if (length < 0 || length > mended.capacity() - position - CHUNK_FRAME) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(mended.array(), position + 4, length + 4);
            mended.putInt(position + 8 + length, (int) sum.getValue());
            position += CHUNK_FRAME + length;
        }
        return mended.array();
    }
}
