package io.countenance.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a picture with a size, or refused by their header with a reason. */
class ImageHeaderFuzzTest {

    private static Stream<Arguments> seeds() throws Exception {
        return SmallPictures.files();
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void headersAreReadOrRefused(byte[] file) {
        try {
            ImageHeader header = ImageHeader.parse(file);
            assertThat(header.width()).isPositive();
            assertThat(header.height()).isPositive();
        } catch (RejectedImageException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.reason()).isNotNull();
        }
    }
}
