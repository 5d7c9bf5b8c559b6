package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.ExpressionWindow;
import io.countenance.vision.window.ExpressionAccumulator;
import io.countenance.vision.window.ExpressionSummary;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Windows of one person. */
final class PersonSums implements WindowSums<ExpressionAccumulator, ExpressionWindow> {

    private static final long serialVersionUID = 1;

    private final double minQuality;

    /** Windows below this mean quality, 0 to 1, abstain. */
    PersonSums(double minQuality) {
        this.minQuality = minQuality;
    }

    @Override
    public long ownerOf(PersonObservation observation) {
        return observation.personId();
    }

    @Override
    public ExpressionAccumulator none() {
        return new ExpressionAccumulator();
    }

    @Override
    public void add(PersonObservation observation, ExpressionAccumulator sums) {
        sums.add(
                observation.labels(),
                observation.captureTime(),
                observation.distribution(),
                observation.quality(),
                observation.modelId());
    }

    @Override
    public void merge(ExpressionAccumulator sums, ExpressionAccumulator other) {
        sums.merge(other);
    }

    @Override
    public ExpressionWindow result(
            String cameraId,
            long personId,
            OpenWindow<ExpressionAccumulator> window,
            int revision) {
        ExpressionSummary summary = window.sums.summarise();
        return ExpressionWindow.newBuilder()
                .setCameraId(cameraId)
                .setPersonId(personId)
                .setWindowStart(Instant.ofEpochMilli(window.start))
                .setWindowEnd(Instant.ofEpochMilli(window.end))
                .setRevision(revision)
                .setObservations(summary.observations())
                .setDistribution(summary.distribution())
                .setStandardError(summary.standardError())
                .setEntropy(summary.entropy())
                .setDominant(summary.dominant())
                .setTransitions(summary.transitions())
                .setCoverage(
                        Math.min(1, summary.seenMillis() / (double) (window.end - window.start)))
                .setMeanQuality(summary.meanQuality())
                .setFirstSeen(Instant.ofEpochMilli(summary.firstSeen()))
                .setLastSeen(Instant.ofEpochMilli(summary.lastSeen()))
                .setModelIds(summary.modelIds())
                .setFrameCoverage(window.frameCoverage())
                .setMaxFramesPerSecond(window.maxFramesPerSecond)
                .setAbstained(summary.meanQuality() < minQuality)
                .build();
    }

    @Override
    public TypeInformation<ExpressionAccumulator> type() {
        return TypeInformation.of(ExpressionAccumulator.class);
    }
}
