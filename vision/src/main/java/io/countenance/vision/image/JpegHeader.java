package io.countenance.vision.image;

import io.countenance.schemas.ReasonCode;

/** Walks a JPEG file's segments (ITU-T T.81, annex B). */
final class JpegHeader {

    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int PROGRESSIVE = 0xC2;

    /**
     * Each scan costs a pass over all pixels, and may take ten bytes of the file. libjpeg's own
     * progression has ten.
     */
    private static final int MAX_SCANS = 64;

    private final byte[] file;
    private int position = 2;

    private JpegHeader(byte[] file) {
        this.file = file;
    }

    static boolean matches(byte[] file) {
        return file.length >= 3
                && file[0] == (byte) 0xFF
                && file[1] == (byte) START_OF_IMAGE
                && file[2] == (byte) 0xFF;
    }

    static ImageHeader parse(byte[] file) throws RejectedImageException {
        return new JpegHeader(file).parse();
    }

    private ImageHeader parse() throws RejectedImageException {
        int[] size = null;
        boolean progressive = false;
        while (true) {
            int marker = nextMarker();
            if (isFrame(marker)) {
                size = frame(marker);
                progressive = marker == PROGRESSIVE;
            } else if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                if (size == null || marker == END_OF_IMAGE) {
                    throw new RejectedImageException(
                            ReasonCode.UNDECODABLE_IMAGE,
                            "the JPEG file has no picture: "
                                    + (size == null ? "no frame header" : "no scan"));
                }
                // Of other files the decoder reads the first scan only.
                if (progressive || byteAt(position + 2) < size[2]) {
                    checkScans();
                }
                return new ImageHeader(size[0], size[1], endsProperly());
            }
            position += segmentLength();
        }
    }

    /** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC;
    }

    /** Width, height and components. */
    private int[] frame(int marker) throws RejectedImageException {
        if (segmentLength() < 8) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE, "the JPEG file's frame header is too short");
        }
        int precision = byteAt(position + 2);
        int height = shortAt(position + 3);
        int width = shortAt(position + 5);
        int components = byteAt(position + 7);
        // Baseline, extended and progressive Huffman; not lossless, hierarchical or arithmetic.
        if (marker > PROGRESSIVE) {
            throw new RejectedImageException(
                    ReasonCode.UNSUPPORTED_IMAGE,
                    "a JPEG of a rare kind: lossless, hierarchical or arithmetic coding (SOF%d)"
                            .formatted(marker - 0xC0));
        }
        if (precision != 8) {
            throw new RejectedImageException(
                    ReasonCode.UNSUPPORTED_IMAGE,
                    "a JPEG of %d bits a sample; only 8 are read".formatted(precision));
        }
        if (components != 1 && components != 3 && components != 4) {
            throw new RejectedImageException(
                    ReasonCode.UNSUPPORTED_IMAGE,
                    "a JPEG of %d components; 1, 3 and 4 are read".formatted(components));
        }
        if (height == 0) {
            throw new RejectedImageException(
                    ReasonCode.UNSUPPORTED_IMAGE,
                    "a JPEG that tells its height only after its pixels");
        }
        if (width == 0) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE, "the JPEG file says that its width is 0");
        }
        return new int[] {width, height, components};
    }

    /** Counts the marker wherever it stands: within a scan it cannot. */
    private void checkScans() throws RejectedImageException {
        int scans = 1;
        for (int i = position; i + 1 < file.length && scans <= MAX_SCANS; i++) {
            if (file[i] == (byte) 0xFF && file[i + 1] == (byte) START_OF_SCAN) {
                scans++;
            }
        }
        if (scans > MAX_SCANS) {
            throw new RejectedImageException(
                    ReasonCode.UNSUPPORTED_IMAGE,
                    "a JPEG of more than %d scans".formatted(MAX_SCANS));
        }
    }

    /** Whether an end-of-image marker follows the scan at {@link #position}. */
    private boolean endsProperly() throws RejectedImageException {
        int start = position + segmentLength();
        // Within a scan FF is always followed by 00 or a restart, so FF D9 at the end is the
        // marker.
        if (file.length - 2 >= start
                && file[file.length - 2] == (byte) 0xFF
                && file[file.length - 1] == (byte) END_OF_IMAGE) {
            return true;
        }
        for (int i = start; i + 1 < file.length; i++) {
            if (file[i] == (byte) 0xFF && file[i + 1] == (byte) END_OF_IMAGE) {
                return true;
            }
        }
        return false;
    }

    private int nextMarker() throws RejectedImageException {
        if (byteAt(position) != 0xFF) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE,
                    "the JPEG file has no marker where one must be, at byte " + position);
        }
        while (byteAt(position) == 0xFF) {
            position++;
        }
        int marker = byteAt(position++);
        if (marker >= FIRST_RESTART && marker <= LAST_RESTART || marker <= 0x01) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE,
                    "the JPEG file has a marker where none may be, at byte " + (position - 1));
        }
        return marker;
    }

    private int segmentLength() throws RejectedImageException {
        int length = shortAt(position);
        if (length < 2) {
            throw new RejectedImageException(
                    ReasonCode.UNDECODABLE_IMAGE,
                    "the JPEG file has a segment of length %d at byte %d"
                            .formatted(length, position));
        }
        return length;
    }

    private int shortAt(int index) throws RejectedImageException {
        return byteAt(index) << 8 | byteAt(index + 1);
    }

    private int byteAt(int index) throws RejectedImageException {
        if (index >= file.length) {
            throw new RejectedImageException(
                    ReasonCode.TRUNCATED_IMAGE,
                    "the JPEG file ends inside its header, after %d bytes".formatted(file.length));
        }
        return file[index] & 0xFF;
    }
}
