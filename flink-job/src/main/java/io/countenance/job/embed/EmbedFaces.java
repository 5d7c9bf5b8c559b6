package io.countenance.job.embed;

import io.countenance.job.detect.FaceBatch;
import io.countenance.job.detect.FacesToEmbed;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.metrics.StageTimes;
import io.countenance.job.metrics.TimedStage;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.FaceEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the chosen faces of a batch in one inference call. In: {@link FaceBatch}. Out: the same
 * without what was to be embedded, and with the embeddings. Only in jobs with {@code
 * tracker.identity=reidentify}.
 *
 * <p>Where the call fails, or what it says of a face points nowhere, the faces stay without, which
 * costs nobody's expression: persons are then told apart by fewer embeddings. Metrics {@code
 * facesEmbedded} and, in groups {@code reason.REASON}, {@code embeddingsFailed}: {@code
 * model-failed} or {@code no-direction}.
 */
public final class EmbedFaces extends RichMapFunction<FaceBatch, FaceBatch> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(EmbedFaces.class);

    private final EmbeddingOptions options;

    private transient FaceEmbedder embedder;
    private transient StageTimes times;
    private transient Counter facesEmbedded;
    private transient Counter failedByModel;
    private transient Counter withoutDirection;

    /** Embeds by the options. */
    public EmbedFaces(EmbeddingOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        times = new StageTimes(metrics, TimedStage.EMBED);
        facesEmbedded = metrics.counter("facesEmbedded");
        failedByModel = failures(metrics, "model-failed");
        withoutDirection = failures(metrics, "no-direction");
        embedder = FaceEmbedder.open(options);
    }

    private static Counter failures(MetricGroup metrics, String reason) {
        return metrics.addGroup("reason", reason).counter("embeddingsFailed");
    }

    @Override
    public FaceBatch map(FaceBatch batch) {
        FacesToEmbed toEmbed = batch.toEmbed();
        if (toEmbed == null) {
            return batch;
        }
        long started = times.start();
        FaceBatch embedded = embed(batch, toEmbed);
        times.end(TimedStage.EMBED, started);
        return embedded;
    }

    private FaceBatch embed(FaceBatch batch, FacesToEmbed toEmbed) {
        int count = toEmbed.faces().length;
        float[] @Nullable [] embeddings;
        try {
            embeddings = embedder.embed(toEmbed.crops(), count);
        } catch (RuntimeException e) {
            LOG.warn("{} faces could not be embedded", count, e);
            failedByModel.inc(count);
            return new FaceBatch(batch.frames(), batch.crops(), batch.modelId());
        }
        count(embeddings);
        List<FrameFaces> frames = new ArrayList<>(batch.frames());
        for (int i = 0; i < count; i++) {
            FrameFaces frame = frames.get(toEmbed.frames()[i]);
            if (frame.refusal() != null || embeddings[i] == null) {
                continue;
            }
            List<FaceReading> faces = new ArrayList<>(frame.faces());
            int face = toEmbed.faces()[i];
            faces.set(face, faces.get(face).withEmbedding(embeddings[i]));
            frames.set(
                    toEmbed.frames()[i], frame.classified(faces, frame.labels(), frame.modelId()));
        }
        return new FaceBatch(frames, batch.crops(), batch.modelId());
    }

    private void count(float[] @Nullable [] embeddings) {
        int none = (int) Stream.of(embeddings).filter(Objects::isNull).count();
        facesEmbedded.inc(embeddings.length - none);
        withoutDirection.inc(none);
        if (none > 0) {
            LOG.warn(
                    "{} of {} faces stay without an embedding: the model gave all zeros, or what is no number",
                    none,
                    embeddings.length);
        }
    }

    @Override
    public void close() {
        if (embedder != null) {
            embedder.close();
        }
    }
}
