package io.countenance.connectors.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes exactly one {@link IngestedFrame} of each record, as {@link FrameRecordReader} reads it.
 */
final class FrameDeserializer implements KafkaRecordDeserializationSchema<IngestedFrame> {

    private static final long serialVersionUID = 1;

    private final FrameRecordReader reader;

    FrameDeserializer(FrameRecordReader reader) {
        this.reader = reader;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IngestedFrame> out) {
        out.collect(reader.read(record));
    }

    @Override
    public TypeInformation<IngestedFrame> getProducedType() {
        return TypeInformation.of(IngestedFrame.class);
    }
}
