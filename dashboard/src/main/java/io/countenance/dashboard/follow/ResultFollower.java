package io.countenance.dashboard.follow;

import io.countenance.connectors.KafkaConnection;
import io.countenance.dashboard.DashboardTopics;
import io.countenance.dashboard.board.Board;
import io.countenance.dashboard.board.BrokerState;
import io.countenance.schemas.DeadLetter;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.schemas.FrameResult;
import io.countenance.schemas.MalformedRecordException;
import io.countenance.schemas.ResultDecoder;
import io.countenance.schemas.RoomWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the result topics into a board on a thread of its own until closed: windows from some time
 * back, frames' outcomes from now on, committed records only. A broker that does not answer, a
 * topic that is not there and a record that cannot be read are told to the board; none of them ends
 * it.
 */
public final class ResultFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ResultFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final KafkaConnection connection;
    private final Board board;
    private final Positions positions;
    private final Map<String, BiConsumer<byte[], Long>> readers;
    private final FailureLog failures = new FailureLog(LOG, "Kafka's results");
    private final FollowerThread thread = new FollowerThread("result-follower", this::run);

    /**
     * Starts to read.
     *
     * @param history how far back windows are read at first, by when they were written
     */
    public ResultFollower(
            KafkaConnection connection, DashboardTopics topics, Duration history, Board board) {
        this.connection = connection;
        this.board = board;
        positions = new Positions(topics.windows(), topics.outcomes(), history);
        readers =
                Map.of(
                        topics.expressionWindows(),
                        reader(
                                ExpressionWindow.class,
                                (window, time) -> board.expressionWindow(window)),
                        topics.roomWindows(),
                        reader(RoomWindow.class, (window, time) -> board.roomWindow(window)),
                        topics.frameResults(),
                        reader(FrameResult.class, board::frameResult),
                        topics.deadLetters(),
                        reader(DeadLetter.class, (letter, time) -> board.deadLetter(letter)));
        thread.start();
    }

    private static <T extends SpecificRecord> BiConsumer<byte[], Long> reader(
            Class<T> type, BiConsumer<T, Long> heard) {
        ResultDecoder<T> decoder = new ResultDecoder<>(type);
        return (value, time) -> heard.accept(decoder.decode(value), time);
    }

    private void run() throws InterruptedException {
        while (!thread.closed()) {
            try (FollowedTopics topics = new FollowedTopics(connection, positions)) {
                thread.reads(topics);
                follow(topics);
            } catch (WakeupException e) {
                LOG.debug("Closed while it waited for the broker");
            } catch (KafkaException e) {
                failures.failed(e);
                board.broker(new BrokerState(false, message(e), 0, List.of()));
                thread.pauseAfterFailure();
            }
        }
    }

    private void follow(FollowedTopics topics) {
        long nextLook = System.nanoTime();
        while (!thread.closed()) {
            if (System.nanoTime() - nextLook >= 0) {
                BrokerState state = topics.look();
                board.broker(state);
                if (state.connected()) {
                    failures.succeeded();
                } else {
                    failures.failed(state.message());
                }
                nextLook = System.nanoTime() + LOOK.toNanos();
            }
            topics.poll(POLL).forEach(this::read);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> found) {
        try {
            readers.get(found.topic()).accept(found.value(), found.timestamp());
        } catch (MalformedRecordException | MissingSchemaException e) {
            board.unreadable();
            // Not its text: a record may hold anything.
            LOG.debug(
                    "{}, partition {}, offset {} cannot be read",
                    found.topic(),
                    found.partition(),
                    found.offset());
        }
    }

    private static String message(KafkaException failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }

    /** Ends the thread and waits for it. */
    @Override
    public void close() throws InterruptedException {
        thread.close();
    }
}
