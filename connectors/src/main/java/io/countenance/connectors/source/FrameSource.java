package io.countenance.connectors.source;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The frames topic as a stream. */
public final class FrameSource {

    private FrameSource() {}

    /**
     * Adds the source, with watermarks per partition, to a job; uid {@code frame-source}. Poison
     * records come out refused.
     */
    public static DataStream<IngestedFrame> add(
            StreamExecutionEnvironment environment, FrameSourceOptions options) {
        throw new UnsupportedOperationException("contract only");
    }
}
