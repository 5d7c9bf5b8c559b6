package io.countenance.dashboard.follow;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.source.FrameFormat;
import io.countenance.connectors.source.FrameRecordReader;
import io.countenance.dashboard.DashboardTopics;
import io.countenance.dashboard.preview.Preview;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.ResultDecoder;
import java.time.Duration;
import java.util.List;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads frames, faces and frame results into a preview on a thread of its own, while somebody looks
 * at a camera; from then on, not from before. Reads all cameras' frames then, since a topic cannot
 * be read in part; the preview keeps those of the cameras that are looked at.
 */
public final class PreviewFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration WAIT = Duration.ofMillis(250);

    /** The job has judged capture times already. */
    private static final Duration ANY_TIME = Duration.ofDays(36_500);

    private final KafkaConnection connection;
    private final DashboardTopics topics;
    private final Preview preview;
    private final FrameRecordReader frames;
    private final ResultDecoder<FaceExpression> faces = new ResultDecoder<>(FaceExpression.class);
    private final ResultDecoder<FrameResult> results = new ResultDecoder<>(FrameResult.class);
    private final FailureLog failures = new FailureLog(LOG, "Kafka's frames");
    private final FollowerThread thread = new FollowerThread("preview-follower", this::run);

    /**
     * Starts to wait for interest.
     *
     * @param maxFrameBytes largest frame that is shown, bytes
     */
    public PreviewFollower(
            KafkaConnection connection,
            DashboardTopics topics,
            int maxFrameBytes,
            Preview preview) {
        this.connection = connection;
        this.topics = topics;
        this.preview = preview;
        frames = new FrameRecordReader(FrameFormat.AUTO, maxFrameBytes, ANY_TIME);
        thread.start();
    }

    private void run() throws InterruptedException {
        while (!thread.closed()) {
            preview.awaitWanted(WAIT);
            if (preview.wanted()) {
                follow();
            }
        }
    }

    private void follow() throws InterruptedException {
        Positions now =
                new Positions(
                        List.of(),
                        List.of(topics.frames(), topics.faceExpressions(), topics.frameResults()),
                        Duration.ZERO);
        try (FollowedTopics followed = new FollowedTopics(connection, now)) {
            thread.reads(followed);
            long nextLook = System.nanoTime();
            while (!thread.closed() && preview.wanted()) {
                if (System.nanoTime() - nextLook >= 0) {
                    if (followed.look().connected()) {
                        failures.succeeded();
                    }
                    nextLook = System.nanoTime() + LOOK.toNanos();
                }
                followed.poll(POLL).forEach(this::read);
            }
        } catch (WakeupException e) {
            LOG.debug("Closed while it waited for the broker");
        } catch (KafkaException e) {
            failures.failed(e);
            thread.pauseAfterFailure();
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> found) {
        try {
            if (found.topic().equals(topics.frames())) {
                preview.frame(frames.read(found));
            } else if (found.topic().equals(topics.faceExpressions())) {
                preview.face(faces.decode(found.value()));
            } else {
                preview.result(results.decode(found.value()));
            }
        } catch (MalformedRecordException | MissingSchemaException e) {
            LOG.debug("A record of {} cannot be read", found.topic());
        }
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() throws InterruptedException {
        thread.close();
    }
}
