package io.countenance.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.schemas.hostile.LastInput;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are decoded to a picture within the limits, or refused with a reason; the decoder makes
 * no other size of a file than its header tells, or the limits would be for nothing, and takes no
 * more memory than the limits are about.
 */
class ImageDecoderFuzzTest {

    private static final ImageLimits LIMITS = new ImageLimits(1, 1 << 16, 1 << 20);
    private static final ImageDecoder DECODER = new ImageDecoder(LIMITS);

    /** Java's heap may grow by much of this at any time. */
    private static final long ALLOWED_BYTES = 1L << 30;

    private static final LastInput LAST = new LastInput(ImageDecoderFuzzTest.class);

    private static Stream<Arguments> seeds() throws Exception {
        return SmallPictures.files();
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void picturesAreDecodedOrRefused(byte[] file) throws IOException {
        // Else the decoder would look at no chunk of a PNG that was changed.
        byte[] whole = PngChecksums.mended(file);
        LAST.keep(whole);
        long before = PeakMemory.bytes();
        try (DecodedImage image = DECODER.decode(whole)) {
            assertThat((long) image.width() * image.height()).isBetween(1L, LIMITS.maxPixels());
        } catch (RejectedImageException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e.getMessage()).isNotBlank().doesNotContain("decoding gave");
        }
        assertThat(PeakMemory.bytes() - before).isLessThan(ALLOWED_BYTES);
    }
}
