package io.countenance.vision.identity;

import io.countenance.vision.track.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Says whose face each track is, so that somebody who left and comes back has the same number. Has
 * no state of its own; threads may share it.
 *
 * <p>A new track waits until it has been embedded often enough, or long enough, and is then
 * compared with all persons who are remembered and not in sight: the best pairs at least as similar
 * as asked for are the same person (Hungarian method), the others are new. Who leaves nobody to be
 * compared with does not wait. Once said, it stays said; further embeddings go into the person's.
 *
 * <p>What comes out is a function of the frames in their order alone.
 */
public final class PersonIdentities {

    /** Of so many embeddings the mean is good enough to decide by. */
    private static final int ENOUGH = 3;

    /** After so many times the longest wait a track is decided though its face was never seen. */
    private static final int UNSEEN_WAITS = 4;

    /** This much above the least similarity, one embedding is enough. */
    private static final double CERTAIN = 0.2;

    /** Weight of a person's past: as of this many embeddings at most, so that looks may change. */
    private static final int MEMORY = 30;

    /** More are not remembered, 2 MB of state: who was seen longest ago goes first. */
    private static final int MAX_PERSONS = 1000;

    /** Stands for a cosine that there is none of; nobody is as little alike as that. */
    private static final double NOTHING_ALIKE = Double.NEGATIVE_INFINITY;

    private final IdentityOptions options;
    private final long ttl;
    private final long maxLost;
    private final long maxWait;

    /** Goes by the options. */
    public PersonIdentities(IdentityOptions options) {
        this.options = options;
        this.ttl = options.ttl().toMillis();
        this.maxLost = options.maxLost().toMillis();
        this.maxWait = options.maxWait().toMillis();
    }

    /**
     * Takes one frame, in the order of capture times.
     *
     * @param open of the camera
     * @param gallery of the camera; not asked for where nothing in it changes
     * @param captureTime ms since 1970
     * @param faces all of the frame
     * @return for each face its person's number, from 1 up; 0 where it is open
     */
    public long[] identify(
            OpenTracks open,
            Supplier<PersonGallery> gallery,
            long captureTime,
            List<FaceInTrack> faces) {
        close(open, gallery, captureTime);
        List<OpenTrack> undecided = new ArrayList<>();
        OpenTrack[] trackOfEach = new OpenTrack[faces.size()];
        for (int i = 0; i < trackOfEach.length; i++) {
            FaceInTrack face = faces.get(i);
            if (face.trackId() == 0) {
                continue;
            }
            OpenTrack track = trackOf(open, face.trackId(), captureTime);
            track.lastSeen = captureTime;
            trackOfEach[i] = track;
            if (track.personId == 0) {
                if (face.embedding() != null) {
                    track.embeddings++;
                    track.sum = sum(track.sum, 1, face.embedding(), face.weight());
                }
                undecided.add(track);
            } else if (face.embedding() != null) {
                learn(gallery.get(), track.personId, 1, face.embedding(), face.weight());
            }
        }
        if (!undecided.isEmpty()) {
            decide(open, gallery.get(), captureTime, undecided);
        }
        long[] persons = new long[trackOfEach.length];
        for (int i = 0; i < persons.length; i++) {
            persons[i] = trackOfEach[i] == null ? 0 : trackOfEach[i].personId;
        }
        return persons;
    }

    /** The persons of tracks as far as they are known, 0 for the others; changes nothing. */
    public static long[] known(OpenTracks open, long[] trackIds) {
        return Arrays.stream(trackIds)
                .map(
                        id ->
                                open.tracks.stream()
                                        .filter(track -> id != 0 && track.trackId == id)
                                        .mapToLong(track -> track.personId)
                                        .findFirst()
                                        .orElse(0))
                .toArray();
    }

    /**
     * Forgets persons that were out of sight at a time for longer than the time to live.
     *
     * @param now ms since 1970
     */
    public void forget(OpenTracks open, PersonGallery gallery, long now) {
        gallery.persons.removeIf(
                person ->
                        person.lastSeen + ttl < now
                                && open.tracks.stream()
                                        .noneMatch(track -> track.personId == person.personId));
    }

    /** Ends tracks that the tracker has given up, and with them the sight of their persons. */
    private void close(OpenTracks open, Supplier<PersonGallery> gallery, long captureTime) {
        for (OpenTrack track : open.tracks) {
            if (captureTime - track.lastSeen > maxLost && track.personId != 0) {
                for (KnownPerson person : gallery.get().persons) {
                    if (person.personId == track.personId) {
                        person.lastSeen = Math.max(person.lastSeen, track.lastSeen);
                    }
                }
            }
        }
        open.tracks.removeIf(track -> captureTime - track.lastSeen > maxLost);
    }

    private static OpenTrack trackOf(OpenTracks open, long trackId, long captureTime) {
        for (OpenTrack track : open.tracks) {
            if (track.trackId == trackId) {
                return track;
            }
        }
        OpenTrack track = new OpenTrack();
        track.trackId = trackId;
        track.firstSeen = captureTime;
        open.tracks.add(track);
        return track;
    }

    private void decide(
            OpenTracks open, PersonGallery gallery, long captureTime, List<OpenTrack> undecided) {
        forget(open, gallery, captureTime);
        List<KnownPerson> away =
                gallery.persons.stream()
                        .filter(person -> person.embeddings > 0)
                        .filter(
                                person ->
                                        open.tracks.stream()
                                                .noneMatch(
                                                        track ->
                                                                track.personId == person.personId
                                                                        && track.lastSeen
                                                                                == captureTime))
                        .toList();
        List<OpenTrack> ready =
                undecided.stream().filter(track -> isReady(track, away, captureTime)).toList();
        double[][] cost = new double[ready.size()][away.size()];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] = 1 - similarity(ready.get(i), away.get(j));
            }
        }
        // A pair that costs as much as the limit does not match; the next number above does.
        double limit = Math.nextUp(1.0 - options.minSimilarity());
        int[] personOfTrack = Assignment.solve(cost, away.size(), limit);
        for (int i = 0; i < personOfTrack.length; i++) {
            OpenTrack track = ready.get(i);
            if (personOfTrack[i] != Assignment.NONE) {
                track.personId = away.get(personOfTrack[i]).personId;
                // Should the track reappear that the person was lost with, it is to be asked again.
                open.tracks.removeIf(other -> other != track && other.personId == track.personId);
            }
        }
        // Who is new comes after who came back: else these could be the ones who make room.
        for (OpenTrack track : ready) {
            if (track.personId == 0) {
                track.personId = open.nextPersonId++;
                add(gallery, open, track.personId, captureTime);
            }
        }
        for (OpenTrack track : ready) {
            if (track.embeddings > 0) {
                learn(gallery, track.personId, track.embeddings, track.sum, 1);
            }
            track.embeddings = 0;
            track.sum = new float[0];
        }
    }

    private boolean isReady(OpenTrack track, List<KnownPerson> away, long captureTime) {
        return away.isEmpty()
                || track.embeddings >= ENOUGH
                // Not without a look at the face, unless there never is one.
                || captureTime - track.firstSeen >= maxWait && track.embeddings > 0
                || captureTime - track.firstSeen >= UNSEEN_WAITS * maxWait
                || away.stream()
                        .anyMatch(
                                person ->
                                        similarity(track, person)
                                                >= options.minSimilarity() + CERTAIN);
    }

    private static void add(
            PersonGallery gallery, OpenTracks open, long personId, long captureTime) {
        if (gallery.persons.size() >= MAX_PERSONS) {
            makeRoom(gallery, open);
        }
        KnownPerson person = new KnownPerson();
        person.personId = personId;
        person.lastSeen = captureTime;
        gallery.persons.add(person);
    }

    /** Of those who were seen longest ago, forgets the one with the lowest number. */
    private static void makeRoom(PersonGallery gallery, OpenTracks open) {
        // The gallery knows of those who are in sight only when they came.
        Map<Long, Long> lastSeenByPerson = new HashMap<>();
        for (OpenTrack track : open.tracks) {
            lastSeenByPerson.merge(track.personId, track.lastSeen, Math::max);
        }
        ToLongFunction<KnownPerson> lastSeen =
                person ->
                        Math.max(
                                person.lastSeen,
                                lastSeenByPerson.getOrDefault(person.personId, Long.MIN_VALUE));
        gallery.persons.remove(
                Collections.min(
                        gallery.persons,
                        Comparator.comparingLong(lastSeen)
                                .thenComparingLong(person -> person.personId)));
    }

    private static void learn(
            PersonGallery gallery, long personId, int count, float[] embedding, float weight) {
        for (KnownPerson person : gallery.persons) {
            if (person.personId == personId) {
                float keep =
                        person.embeddings + count > MEMORY
                                ? (float) Math.max(0, MEMORY - count) / person.embeddings
                                : 1;
                person.sum = sum(person.sum, keep, embedding, weight);
                person.embeddings = Math.min(MEMORY, person.embeddings + count);
            }
        }
    }

    private static float[] sum(float[] sum, float keep, float[] embedding, float weight) {
        // Of another length where the model was changed over a savepoint: what was is of no use.
        float[] all = sum.length == embedding.length ? sum : new float[embedding.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = keep * all[i] + weight * embedding[i];
        }
        return all;
    }

    /** Cosine of both sums; less than any where one of them is none. */
    private static double similarity(OpenTrack track, KnownPerson person) {
        float[] one = track.sum;
        float[] other = person.sum;
        if (one.length == 0 || one.length != other.length) {
            return NOTHING_ALIKE;
        }
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            squares += (double) one[i] * one[i];
            otherSquares += (double) other[i] * other[i];
        }
        return squares == 0 || otherSquares == 0
                ? NOTHING_ALIKE
                : product / Math.sqrt(squares * otherSquares);
    }
}
