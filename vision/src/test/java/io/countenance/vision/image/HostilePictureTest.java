package io.countenance.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.schemas.ReasonCode;
import io.countenance.schemas.hostile.ByteMutator;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.inference.Device;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged pictures are decoded and searched for faces, or refused with a reason. */
class HostilePictureTest {

    private static final int INPUTS = Integer.getInteger("countenance.hostile.inputs", 2000);
    private static final long SEED = Long.getLong("countenance.hostile.seed", 1);
    private static final ImageLimits LIMITS = new ImageLimits(16, 1_000_000, 1 << 20);
    private static final long ALLOWED_GROWTH = 64L << 20;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void picturesAreReadOrRefused() throws Exception {
        assumeThat(Pointer.physicalBytes()).as("needs a readable resident size").isPositive();
        ByteMutator mutator =
                new ByteMutator(
                        SEED,
                        List.of(
                                Pictures.jpeg(Pictures.shapes(96, 64), false),
                                Pictures.jpeg(Pictures.gradient(64, 96), true),
                                Pictures.png(Pictures.shapes(80, 48)),
                                Pictures.png(Pictures.gradient(32, 32))));
        ImageDecoder decoder = new ImageDecoder(LIMITS);
        Map<ReasonCode, Integer> refused = new EnumMap<>(ReasonCode.class);
        int read = 0;
        long settled = 0;
        try (FaceDetector detector =
                FaceDetectors.open(new DetectorOptions("default", 128, 0.65f, 16, Device.CPU, 1))) {
            for (int i = 0; i < INPUTS; i++) {
                if (i == INPUTS / 4) {
                    settled = residentBytes();
                }
                byte[] file = mutator.next();
                try (DecodedImage image = decoder.decode(file)) {
                    detector.detect(List.of(image));
                    read++;
                } catch (RejectedImageException e) {
                    assertThat(e.getMessage()).isNotBlank();
                    refused.merge(e.reason(), 1, Integer::sum);
                } catch (RuntimeException e) {
                    fail("input " + i + ": " + HexFormat.of().formatHex(file), e);
                }
            }
        }
        assertThat(residentBytes() - settled).isLessThan(ALLOWED_GROWTH);
        assertThat(read).isPositive();
        assertThat(refused)
                .containsKeys(
                        ReasonCode.IMAGE_TOO_LARGE,
                        ReasonCode.IMAGE_TOO_SMALL,
                        ReasonCode.TRUNCATED_IMAGE,
                        ReasonCode.UNDECODABLE_IMAGE);
    }

    /** A few hundred bytes that claim four billion pixels cost nothing. */
    @Test
    @Timeout(10)
    void bombsAreRefusedByTheirHeader() throws Exception {
        byte[] png = Pictures.png(Pictures.gradient(32, 32));
        byte[] bomb = png.clone();
        for (int side : new int[] {16, 20}) {
            bomb[side] = 0;
            bomb[side + 1] = 0;
            bomb[side + 2] = (byte) 0xFF;
            bomb[side + 3] = (byte) 0xFF;
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 100; i++) {
            try (DecodedImage image = new ImageDecoder(LIMITS).decode(bomb)) {
                fail("decoded to %d x %d", image.width(), image.height());
            } catch (RejectedImageException e) {
                assertThat(e.reason()).isEqualTo(ReasonCode.IMAGE_TOO_LARGE);
                assertThat(e)
                        .hasMessage("65535 x 65535 px are 4294836225 pixels, allowed are 1000000");
            }
        }
        assertThat(Pointer.physicalBytes() - before).isLessThan(ALLOWED_GROWTH);
    }

    private static long residentBytes() {
        System.gc();
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }
}
