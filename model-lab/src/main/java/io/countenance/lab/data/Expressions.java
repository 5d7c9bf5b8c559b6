package io.countenance.lab.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Names of expressions: what means the same, and in which order they stand. */
final class Expressions {

    private static final Map<String, String> SYNONYMS =
            Map.ofEntries(
                    Map.entry("happy", "happiness"),
                    Map.entry("joy", "happiness"),
                    Map.entry("surprised", "surprise"),
                    Map.entry("sad", "sadness"),
                    Map.entry("angry", "anger"),
                    Map.entry("disgusted", "disgust"),
                    Map.entry("fearful", "fear"),
                    Map.entry("afraid", "fear"),
                    Map.entry("contemptuous", "contempt"));

    private Expressions() {}

    /** The name that all synonyms share, in lower case; other names stay. */
    static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return SYNONYMS.getOrDefault(lower, lower);
    }

    /** Index of a name or one of its synonyms, -1 where it is none of the labels. */
    static int indexIn(List<String> labels, String name) {
        return labels.indexOf(canonical(name));
    }

    /** Each name once: those of FER+ first, in its order, then the others by the alphabet. */
    static List<String> ordered(Collection<String> names) {
        TreeSet<String> others = new TreeSet<>();
        names.forEach(name -> others.add(canonical(name)));
        List<String> ordered = new ArrayList<>(FerPlus.LABELS);
        ordered.retainAll(others);
        ordered.forEach(others::remove);
        ordered.addAll(others);
        return List.copyOf(ordered);
    }
}
