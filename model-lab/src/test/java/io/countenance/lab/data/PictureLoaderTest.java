package io.countenance.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.countenance.lab.FerPlusFixture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureLoaderTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Colour.class)
    void picturesBeyondTheLimitAreDecodedWhenTheyAreWantedAndAreTheSame(Colour colour)
            throws Exception {
        FerPlusFixture.write(folder, 6, 2);
        long two = 2L * 48 * 48 * colour.channels();

        FaceSet inMemory = load(colour, Long.MAX_VALUE);
        FaceSet limited = load(colour, two);

        assertThat(inMemory.faces())
                .allSatisfy(face -> assertThat(face.picture()).isInstanceOf(Picture.class));
        assertThat(limited.faces())
                .filteredOn(face -> face.picture() instanceof Picture)
                .hasSize(2);
        assertThat(limited.colour()).isEqualTo(colour);
        for (int i = 0; i < 6; i++) {
            assertThat(limited.faces().get(i).picture().read().pixels())
                    .isEqualTo(inMemory.faces().get(i).picture().read().pixels());
        }
    }

    @Test
    void saysHowFarItIs() throws Exception {
        FerPlusFixture.write(folder, 6, 2);
        AtomicInteger expected = new AtomicInteger();
        AtomicInteger decoded = new AtomicInteger();
        LoadingListener listener =
                new LoadingListener() {
                    @Override
                    public void started(int pictures) {
                        expected.set(pictures);
                    }

                    @Override
                    public void decoded() {
                        decoded.incrementAndGet();
                    }
                };

        FaceSets.load(query(Colour.LUMINANCE), listener);

        assertThat(expected).hasValue(6);
        assertThat(decoded).hasValue(6);
    }

    @Test
    void colourKeepsItsThreeValuesAndBecomesLuma() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xC86432);
        image.setRGB(1, 0, 0x0000FF);
        Path file = folder.resolve("colour.png");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        Files.write(file, bytes.toByteArray());

        assertThat(PictureDecoder.decode(file, Colour.RGB).pixels())
                .containsExactly(0xC8, 0x64, 0x32, 0, 0, 0xFF);
        // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2; 0.114 * 255 = 29.07
        assertThat(PictureDecoder.decode(file, Colour.LUMINANCE).pixels()).containsExactly(124, 29);
    }

    private FaceSet load(Colour colour, long memory) throws Exception {
        return FaceSets.load(query(colour), LoadingListener.NONE, memory);
    }

    private FaceQuery query(Colour colour) {
        return new FaceQuery(
                folder.resolve("faces.zip"),
                folder.resolve("labels.csv"),
                "train",
                null,
                colour,
                "");
    }
}
