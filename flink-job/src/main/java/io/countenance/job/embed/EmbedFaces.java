package io.countenance.job.embed;

import io.countenance.job.detect.FaceBatch;
import io.countenance.job.detect.FacesToEmbed;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.FaceEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the chosen faces of a batch in one inference call. In: {@link FaceBatch}. Out: the same
 * without what was to be embedded, and with the embeddings. Only in jobs with {@code
 * tracker.identity=reidentify}.
 *
 * <p>Where the call fails the faces stay without, which costs nobody's expression: persons are then
 * told apart by fewer embeddings.
 */
public final class EmbedFaces extends RichMapFunction<FaceBatch, FaceBatch> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(EmbedFaces.class);

    private final EmbeddingOptions options;

    private transient FaceEmbedder embedder;
    private transient Counter facesEmbedded;
    private transient Counter embeddingsFailed;

    /** Embeds by the options. */
    public EmbedFaces(EmbeddingOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        facesEmbedded = metrics.counter("facesEmbedded");
        embeddingsFailed = metrics.counter("embeddingsFailed");
        embedder = FaceEmbedder.open(options);
    }

    @Override
    public FaceBatch map(FaceBatch batch) {
        FacesToEmbed toEmbed = batch.toEmbed();
        if (toEmbed == null) {
            return batch;
        }
        int count = toEmbed.faces().length;
        float[][] embeddings;
        try {
            embeddings = embedder.embed(toEmbed.crops(), count);
        } catch (RuntimeException e) {
            LOG.warn("{} faces could not be embedded", count, e);
            embeddingsFailed.inc(count);
            return new FaceBatch(batch.frames(), batch.crops(), batch.modelId());
        }
        facesEmbedded.inc(count);
        List<FrameFaces> frames = new ArrayList<>(batch.frames());
        for (int i = 0; i < count; i++) {
            FrameFaces frame = frames.get(toEmbed.frames()[i]);
            if (frame.refusal() != null) {
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

    @Override
    public void close() {
        if (embedder != null) {
            embedder.close();
        }
    }
}
