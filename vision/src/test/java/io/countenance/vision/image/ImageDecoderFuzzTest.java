package io.countenance.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.schemas.hostile.LastInput;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are decoded to a picture within the limits, or refused with a reason; the decoder makes
 * no other size of a file than its header tells, or the limits would be for nothing.
 */
class ImageDecoderFuzzTest {

    private static final ImageLimits LIMITS = new ImageLimits(1, 1 << 16, 1 << 20);
    private static final ImageDecoder DECODER = new ImageDecoder(LIMITS);
    private static final LastInput LAST = new LastInput(ImageDecoderFuzzTest.class);

    private static Stream<Arguments> seeds() throws Exception {
        return SmallPictures.files();
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void picturesAreDecodedOrRefused(byte[] file) {
        // Else the decoder would look at no chunk of a PNG that was changed.
        byte[] whole = PngChecksums.mended(file);
        LAST.keep(whole);
        try (DecodedImage image = DECODER.decode(whole)) {
            assertThat((long) image.width() * image.height()).isBetween(1L, LIMITS.maxPixels());
        } catch (RejectedImageException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e.getMessage()).isNotBlank().doesNotContain("decoding gave");
        }
    }
}
