package io.countenance.connectors.source;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Whatever key, headers and timestamp a picture has, it makes a frame or a refusal. */
class FrameHeadersFuzzTest {

    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1};
    private static final FuzzedFrame FRAMES = new FuzzedFrame();

    @Timeout(20)
    @FuzzTest
    void recordsAreFramesOrRefused(FuzzedDataProvider data) {
        byte[] key = text(data, 140);
        RecordHeaders headers = new RecordHeaders();
        add(headers, FrameHeaders.CAMERA_ID, data, 140);
        add(headers, FrameHeaders.SEQUENCE_NUMBER, data, 20);
        add(headers, FrameHeaders.CAPTURE_TIME, data, 20);
        FRAMES.check(key, JPEG, headers, data.consumeLong());
    }

    private static void add(
            RecordHeaders headers, String name, FuzzedDataProvider data, int longest) {
        if (data.consumeBoolean()) {
            headers.add(name, text(data, longest));
        }
    }

    private static byte @Nullable [] text(FuzzedDataProvider data, int longest) {
        return data.consumeBoolean() ? data.consumeBytes(data.consumeInt(0, longest)) : null;
    }
}
