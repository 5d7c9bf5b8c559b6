package io.countenance.demo.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countenance.connectors.source.FrameHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A frame as a camera sends it.
 *
 * @param cameraId the camera
 * @param number its sequence number
 * @param captureTime ms since 1970
 * @param image the JPEG file, or what is left of it
 */
record CameraFrame(String cameraId, int number, long captureTime, byte[] image) {

    ProducerRecord<byte[], byte[]> record(String topic) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, captureTime, cameraId.getBytes(UTF_8), image);
        record.headers()
                .add(FrameHeaders.SEQUENCE_NUMBER, Integer.toString(number).getBytes(UTF_8));
        return record;
    }
}
