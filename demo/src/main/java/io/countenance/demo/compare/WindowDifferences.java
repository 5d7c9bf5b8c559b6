package io.countenance.demo.compare;

import io.countenance.schemas.ExpressionWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the windows of two runs.
 *
 * @param pairs windows that both have, in order
 * @param onlyLeft windows that only the left run has, in order
 * @param onlyRight windows that only the right run has, in order
 */
record WindowDifferences(
        List<WindowPair> pairs, List<WindowKey> onlyLeft, List<WindowKey> onlyRight) {

    static WindowDifferences between(WindowSet left, WindowSet right) {
        SortedMap<WindowKey, ExpressionWindow> ofLeft = left.windows();
        SortedMap<WindowKey, ExpressionWindow> ofRight = right.windows();
        List<WindowPair> pairs = new ArrayList<>();
        List<WindowKey> onlyLeft = new ArrayList<>();
        ofLeft.forEach(
                (key, window) -> {
                    ExpressionWindow other = ofRight.get(key);
                    if (other == null) {
                        onlyLeft.add(key);
                    } else {
                        pairs.add(new WindowPair(key, window, other));
                    }
                });
        List<WindowKey> onlyRight =
                ofRight.keySet().stream().filter(key -> !ofLeft.containsKey(key)).toList();
        return new WindowDifferences(pairs, onlyLeft, onlyRight);
    }

    /** Every camera that either run has, in order. */
    SortedSet<String> cameras() {
        SortedSet<String> cameras = new TreeSet<>();
        pairs.forEach(pair -> cameras.add(pair.key().cameraId()));
        onlyLeft.forEach(key -> cameras.add(key.cameraId()));
        onlyRight.forEach(key -> cameras.add(key.cameraId()));
        return cameras;
    }

    /** One camera's part. */
    WindowDifferences of(String cameraId) {
        Predicate<WindowKey> its = key -> key.cameraId().equals(cameraId);
        return new WindowDifferences(
                pairs.stream().filter(pair -> its.test(pair.key())).toList(),
                onlyLeft.stream().filter(its).toList(),
                onlyRight.stream().filter(its).toList());
    }

    int identical() {
        return (int) pairs.stream().filter(WindowPair::identical).count();
    }

    /** Mean over the pairs of {@link WindowPair#divergence}, nats; null where there are none. */
    @Nullable Double meanDivergence() {
        return pairs.isEmpty()
                ? null
                : pairs.stream().mapToDouble(WindowPair::divergence).average().getAsDouble();
    }

    /** Largest {@link WindowPair#divergence}, nats; null where there are no pairs. */
    @Nullable Double largestDivergence() {
        return pairs.isEmpty()
                ? null
                : pairs.stream().mapToDouble(WindowPair::divergence).max().getAsDouble();
    }

    List<WindowPair> changedDominants() {
        return pairs.stream().filter(WindowPair::dominantChanged).toList();
    }

    /** Windows in which one run names an expression and the other declines to. */
    List<WindowPair> abstainsInOneOnly() {
        return pairs.stream().filter(WindowPair::oneAbstains).toList();
    }
}
