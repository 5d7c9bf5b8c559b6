package io.countenance.job.window;

import io.countenance.job.track.PersonObservation;
import io.countenance.schemas.RoomWindow;
import io.countenance.vision.window.ExpressionSummary;
import io.countenance.vision.window.RoomAccumulator;
import io.countenance.vision.window.RoomSummary;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/** Windows of everybody before a camera; without a result where too few persons were seen. */
final class RoomSums implements WindowSums<RoomAccumulator, RoomWindow> {

    private static final long serialVersionUID = 1;
    private static final long EVERYBODY = 0;

    private final int minPersons;
    private final double minQuality;

    /** Windows below this mean quality, 0 to 1, abstain. */
    RoomSums(int minPersons, double minQuality) {
        this.minPersons = minPersons;
        this.minQuality = minQuality;
    }

    @Override
    public long ownerOf(PersonObservation observation) {
        return EVERYBODY;
    }

    @Override
    public RoomAccumulator none() {
        return new RoomAccumulator();
    }

    @Override
    public void add(PersonObservation observation, RoomAccumulator sums) {
        sums.add(
                observation.personId(),
                observation.labels(),
                observation.captureTime(),
                observation.distribution(),
                observation.quality(),
                observation.modelId());
    }

    @Override
    public void merge(RoomAccumulator sums, RoomAccumulator other) {
        sums.merge(other);
    }

    @Override
    public @Nullable RoomWindow result(
            String cameraId, long owner, OpenWindow<RoomAccumulator> window, int revision) {
        if (window.sums.persons() < minPersons) {
            return null;
        }
        RoomSummary summary = window.sums.summarise();
        ExpressionSummary expressions = summary.expressions();
        return RoomWindow.newBuilder()
                .setCameraId(cameraId)
                .setWindowStart(Instant.ofEpochMilli(window.start))
                .setWindowEnd(Instant.ofEpochMilli(window.end))
                .setRevision(revision)
                .setPersons(summary.persons())
                .setObservations(expressions.observations())
                .setDistribution(expressions.distribution())
                .setStandardError(expressions.standardError())
                .setEntropy(expressions.entropy())
                .setDominant(expressions.dominant())
                .setMeanQuality(expressions.meanQuality())
                .setModelIds(expressions.modelIds())
                .setFrameCoverage(window.frameCoverage())
                .setMaxFramesPerSecond(window.maxFramesPerSecond)
                .setAbstained(expressions.meanQuality() < minQuality)
                .build();
    }

    @Override
    public TypeInformation<RoomAccumulator> type() {
        return TypeInformation.of(RoomAccumulator.class);
    }
}
