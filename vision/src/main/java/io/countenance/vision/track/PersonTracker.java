package io.countenance.vision.track;

import io.countenance.vision.geometry.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Follows persons through one camera's frames. Has no state of its own; threads may share it.
 *
 * <p>Two-stage association after ByteTrack (Zhang et al., ECCV 2022): detections of high score are
 * matched first, those of low score then keep alive what is left, and only a high score starts a
 * track. docs/tracking.md says how it differs from ByteTrack and why. What comes out is a function
 * of the frames in their order alone: the same frames give the same ids on every machine.
 */
public final class PersonTracker {

    /** Unconfirmed tracks do not outlive this, ms: what flickers is no face. */
    private static final long MAX_UNCONFIRMED_LOST = 500;

    /**
     * A detection that overlaps a tracked one by more than this is taken for the same face seen
     * twice.
     */
    private static final float DUPLICATE_OVERLAP = 0.5f;

    private final TrackerOptions options;
    private final long maxLost;

    /** A tracker that goes by the options. */
    public PersonTracker(TrackerOptions options) {
        this.options = options;
        this.maxLost = options.maxLost().toMillis();
    }

    /**
     * Takes one frame, in the order of capture times; equal times are fine. Frames without
     * detections need not be given, they change nothing. Detections without area or with numbers
     * that are none are not followed.
     *
     * @param captureTime ms since 1970
     * @return for each detection its person id, counted from 1, or 0 where it is not confirmed
     * @throws IllegalArgumentException if the frame is older than the one before; see {@link
     *     #match}
     */
    public long[] update(CameraTracks tracks, long captureTime, List<TrackedDetection> detections) {
        if (captureTime < tracks.lastCaptureTime) {
            throw new IllegalArgumentException(
                    "The frame's capture time "
                            + captureTime
                            + " lies before that of the frame before, "
                            + tracks.lastCaptureTime
                            + "; late frames go to match");
        }
        tracks.lastCaptureTime = captureTime;
        tracks.tracks.removeIf(track -> captureTime - track.lastSeen > maxLost);

        FrameMatching matching = new FrameMatching(tracks.tracks, captureTime, detections);
        IntPredicate high = detection -> detections.get(detection).score() >= options.highScore();
        matching.match(track -> track.personId != 0, high, MatchingCost.GATE);
        matching.match(
                track -> track.personId != 0, detection -> true, MatchingCost.LOW_SCORE_GATE);
        matching.match(track -> track.personId == 0, high, MatchingCost.GATE);
        matching.match(
                track -> track.personId == 0, detection -> true, MatchingCost.LOW_SCORE_GATE);
        matching.correctTracks();

        tracks.tracks.removeIf(
                track ->
                        track.personId == 0 && captureTime - track.lastSeen > MAX_UNCONFIRMED_LOST);
        Track[] trackOfEach = matching.trackOfEach();
        List<Box> taken = matching.matchedBoxes();
        for (int i = 0; i < trackOfEach.length; i++) {
            TrackedDetection detection = detections.get(i);
            if (matching.isFree(i) && mayStartTrack(detection, taken)) {
                trackOfEach[i] = MotionModel.start(detection.box(), captureTime);
                tracks.tracks.add(trackOfEach[i]);
                taken.add(detection.box());
            }
        }
        for (Track track : tracks.tracks) {
            if (track.personId == 0 && track.hits >= options.minHits()) {
                track.personId = tracks.nextPersonId++;
            }
        }
        return personIds(trackOfEach);
    }

    /**
     * Gives a late frame's detections to persons already known, by where those were then; changes
     * no track. A person is known from the first observation of its track on.
     *
     * @param captureTime ms since 1970
     * @return for each detection its person id, or 0 where none fits
     */
    public long[] match(CameraTracks tracks, long captureTime, List<TrackedDetection> detections) {
        List<Track> known = new ArrayList<>();
        for (Track track : tracks.tracks) {
            if (track.personId != 0
                    && captureTime >= track.firstSeen
                    && Math.abs(captureTime - track.lastSeen) <= maxLost) {
                known.add(track);
            }
        }
        FrameMatching matching = new FrameMatching(known, captureTime, detections);
        matching.match(track -> true, detection -> true, MatchingCost.GATE);
        return personIds(matching.trackOfEach());
    }

    /**
     * When the last of the tracks will be forgotten unless seen again, ms since 1970; {@code
     * Long.MIN_VALUE} if there is none.
     */
    public long expiresAt(CameraTracks tracks) {
        long latest = Long.MIN_VALUE;
        for (Track track : tracks.tracks) {
            latest = Math.max(latest, track.lastSeen + maxLost);
        }
        return latest;
    }

    private boolean mayStartTrack(TrackedDetection detection, List<Box> taken) {
        return detection.score() >= options.newTrackScore()
                && taken.stream()
                        .noneMatch(
                                box ->
                                        box.intersectionOverUnion(detection.box())
                                                > DUPLICATE_OVERLAP);
    }

    private static long[] personIds(Track[] trackOfEach) {
        return Arrays.stream(trackOfEach)
                .mapToLong(track -> track == null ? 0 : track.personId)
                .toArray();
    }
}
