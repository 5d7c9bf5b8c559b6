package io.countenance.lab.cli;

import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FaceSets;
import io.countenance.lab.data.LabelledFace;
import java.io.IOException;

/** Loads faces with a progress bar and says what was loaded and what could not be. */
final class FaceLoading {

    private static final int MOST_LISTED = 20;

    private FaceLoading() {}

    static FaceSet load(FaceQuery query) throws IOException {
        FaceSet faces;
        try (LoadingBar bar = new LoadingBar()) {
            faces = FaceSets.load(query, bar);
        }
        print(query.split() == null ? query.data().getFileName().toString() : query.split(), faces);
        return faces;
    }

    private static void printCounts(FaceSet faces) {
        int[] counts = new int[faces.labels().size()];
        int none = 0;
        for (LabelledFace face : faces.faces()) {
            if (face.majority() < 0) {
                none++;
            } else {
                counts[face.majority()]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            System.out.printf("  %-12s %7d%n", faces.labels().get(i), counts[i]);
        }
        if (none > 0) {
            System.out.printf("  %-12s %7d%n", "no majority", none);
        }
        faces.leftOut()
                .forEach(
                        (reason, count) ->
                                System.out.printf("  left out: %d, %s%n", count, reason));
    }

    private static void print(String purpose, FaceSet faces) {
        System.out.printf(
                "%s: %d faces, %d pictures cannot be read%n",
                purpose, faces.faces().size(), faces.unreadable().size());
        printCounts(faces);
        faces.unreadable().stream()
                .limit(MOST_LISTED)
                .forEach(
                        picture ->
                                System.out.printf("  %s: %s%n", picture.name(), picture.reason()));
        if (faces.unreadable().size() > MOST_LISTED) {
            System.out.printf("  and %d more%n", faces.unreadable().size() - MOST_LISTED);
        }
    }
}
