package io.countenance.vision.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Picture files of every kind that is read, as small as can be, for fuzz tests to begin with. */
final class SmallPictures {

    /** Says that the picture lies on its side: orientation 6 of EXIF 2.32, 4.6.5. */
    private static final byte[] EXIF = {
        (byte) 0xFF,
        (byte) 0xE1,
        0,
        34,
        'E',
        'x',
        'i',
        'f',
        0,
        0,
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        6,
        0,
        0,
        0,
        0,
        0,
        0
    };

    private static final int PNG_HEADER_END = 33;

    private SmallPictures() {}

    static Stream<Arguments> files() throws IOException {
        BufferedImage colour = Pictures.gradient(9, 7);
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = new BufferedImage(5, 4, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage clear = new BufferedImage(6, 5, BufferedImage.TYPE_INT_ARGB);
        BufferedImage palette = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_BINARY);
        byte[] jpeg = Pictures.jpeg(colour, false);
        byte[] png = Pictures.png(colour);
        return Stream.of(
                seed("baseline", jpeg),
                seed("progressive", Pictures.jpeg(colour, true)),
                seed("grey", Pictures.jpeg(grey, false)),
                seed("turned", inserted(jpeg, 2, EXIF)),
                seed("png", png),
                seed("16-bits", Pictures.png(deep)),
                seed("transparent", Pictures.png(clear)),
                seed("palette", Pictures.png(palette)),
                seed("animated", PngChecksums.mended(inserted(png, PNG_HEADER_END, animation()))));
    }

    private static Arguments seed(String name, byte[] file) {
        return Arguments.of(Named.of(name, file));
    }

    /** An animation's control chunk, and that of its first picture: 9 x 7 px at 0, 0. */
    private static byte[] animation() {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(chunk("acTL", 1, 0));
        chunks.writeBytes(chunk("fcTL", 0, 9, 7, 0, 0, 1 << 16 | 10, 0));
        return chunks.toByteArray();
    }

    /** A chunk of numbers; its last one only counts with its upper half, as in fcTL. */
    private static byte[] chunk(String type, int... numbers) {
        int length = type.equals("fcTL") ? 26 : 4 * numbers.length;
        ByteBuffer chunk = ByteBuffer.allocate(12 + 4 * numbers.length);
        chunk.putInt(length).put(type.getBytes(StandardCharsets.US_ASCII));
        for (int number : numbers) {
            chunk.putInt(number);
        }
        return Arrays.copyOf(chunk.array(), 12 + length);
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length)
                .put(file, 0, at)
                .put(part)
                .put(file, at, file.length - at)
                .array();
    }
}
