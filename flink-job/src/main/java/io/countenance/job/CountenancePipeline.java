package io.countenance.job;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.job.batch.BatchFrames;
import io.countenance.job.batch.FrameBatch;
import io.countenance.job.classify.ClassifiedBatch;
import io.countenance.job.classify.ClassifyFaces;
import io.countenance.job.deadletter.DeadLetters;
import io.countenance.job.detect.DetectFaces;
import io.countenance.job.detect.FaceBatch;
import io.countenance.job.embed.EmbedFaces;
import io.countenance.job.emit.EmitFaces;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.metrics.CountFrames;
import io.countenance.job.options.JobOptions;
import io.countenance.job.order.OrderFrames;
import io.countenance.job.order.OrderedFrame;
import io.countenance.job.sample.SampleFrames;
import io.countenance.job.track.TrackPersons;
import io.countenance.job.track.TrackedFrame;
import io.countenance.job.window.AggregateExpressions;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.RoomWindow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job between its source and its sinks, whatever those are.
 *
 * @param faceExpressions a record for each face of each frame
 * @param frameResults a record for each frame that was read or sampled out
 * @param expressionWindows a record for each person and window
 * @param roomWindows a record for each camera and window in which enough persons were seen
 * @param deadLetters a record for all that could not be used
 */
public record CountenancePipeline(
        DataStream<FaceExpression> faceExpressions,
        DataStream<FrameResult> frameResults,
        DataStream<ExpressionWindow> expressionWindows,
        DataStream<RoomWindow> roomWindows,
        DataStream<DeadLetter> deadLetters) {

    /**
     * Puts the operators together. Those up to {@code EmitFaces} have the frames' parallelism and
     * are chained to their source, so that pixels cross no network.
     *
     * @param frames with capture times as timestamps, and watermarks
     */
    public static CountenancePipeline build(DataStream<IngestedFrame> frames, JobOptions options) {
        int maxCameras = options.maxCameraMetrics();
        SingleOutputStreamOperator<IngestedFrame> toRead =
                frames.map(new CountFrames(maxCameras), TypeInformation.of(IngestedFrame.class))
                        .name("CountFrames")
                        .uid("count-frames");
        DataStream<FrameResult> sampledOut = null;
        if (options.sampling() != null) {
            toRead =
                    toRead.process(
                                    new SampleFrames(options.sampling(), maxCameras),
                                    TypeInformation.of(IngestedFrame.class))
                            .name("SampleFrames")
                            .uid("sample-frames");
            sampledOut = toRead.getSideOutput(SampleFrames.SAMPLED_OUT);
        }

        SingleOutputStreamOperator<FaceBatch> detected =
                toRead.transform(
                                "BatchFrames",
                                TypeInformation.of(FrameBatch.class),
                                new BatchFrames(options.batchLimits()))
                        .uid("batch-frames")
                        .map(
                                new DetectFaces(
                                        options.imageLimits(),
                                        options.detector(),
                                        options.servedModel(),
                                        options.embedding()),
                                TypeInformation.of(FaceBatch.class))
                        .name("DetectFaces")
                        .uid("detect-faces");
        if (options.embedding() != null) {
            detected =
                    detected.map(
                                    new EmbedFaces(options.embedding()),
                                    TypeInformation.of(FaceBatch.class))
                            .name("EmbedFaces")
                            .uid("embed-faces");
        }
        SingleOutputStreamOperator<FrameFaces> faces =
                detected.map(
                                new ClassifyFaces(options.servedModel()),
                                TypeInformation.of(ClassifiedBatch.class))
                        .name("ClassifyFaces")
                        .uid("classify-faces")
                        .transform(
                                "EmitFaces",
                                TypeInformation.of(FrameFaces.class),
                                new EmitFaces(maxCameras))
                        .uid("emit-faces");

        CountenancePipeline followed = follow(faces, options);
        return new CountenancePipeline(
                followed.faceExpressions,
                sampledOut == null
                        ? followed.frameResults
                        : followed.frameResults.union(sampledOut),
                followed.expressionWindows,
                followed.roomWindows,
                faces.getSideOutput(DeadLetters.TAG).union(followed.deadLetters));
    }

    /**
     * The part that has state: puts together the operators from {@code OrderFrames} on.
     *
     * @param faces of frames, in any order
     */
    public static CountenancePipeline follow(DataStream<FrameFaces> faces, JobOptions options) {
        int maxCameras = options.maxCameraMetrics();
        SingleOutputStreamOperator<OrderedFrame> ordered =
                faces.keyBy(FrameFaces::cameraId)
                        .process(
                                new OrderFrames(options.cameraTime(), maxCameras),
                                TypeInformation.of(OrderedFrame.class))
                        .name("OrderFrames")
                        .uid("order-frames");
        SingleOutputStreamOperator<TrackedFrame> tracked =
                stillKeyed(ordered, OrderedFrame::cameraId)
                        .process(
                                new TrackPersons(options.tracker(), options.identity(), maxCameras),
                                TypeInformation.of(TrackedFrame.class))
                        .name("TrackPersons")
                        .uid("track-persons");

        AggregateExpressions aggregation = new AggregateExpressions(options.windows());
        KeyedStream<TrackedFrame, String> byCamera = stillKeyed(tracked, TrackedFrame::cameraId);
        return new CountenancePipeline(
                tracked.getSideOutput(TrackPersons.FACE_EXPRESSIONS),
                tracked.getSideOutput(TrackPersons.FRAME_RESULTS),
                aggregation.byPerson(byCamera),
                aggregation.byRoom(byCamera),
                ordered.getSideOutput(DeadLetters.TAG));
    }

    /** What an operator keyed by camera puts out is keyed by camera: it need not travel again. */
    private static <T> KeyedStream<T, String> stillKeyed(
            DataStream<T> stream, KeySelector<T, String> camera) {
        return DataStreamUtils.reinterpretAsKeyedStream(stream, camera, Types.STRING);
    }
}
