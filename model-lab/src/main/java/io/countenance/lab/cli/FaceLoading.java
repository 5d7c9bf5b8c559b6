package io.countenance.lab.cli;

import io.countenance.lab.data.FaceQuery;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FaceSets;
import io.countenance.lab.data.SplitCounts;
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

    private static void print(SplitCounts counts) {
        counts.majorities()
                .forEach((label, count) -> System.out.printf("  %-12s %7d%n", label, count));
        if (counts.withoutMajority() > 0) {
            System.out.printf("  %-12s %7d%n", "no majority", counts.withoutMajority());
        }
        counts.leftOut()
                .forEach(
                        (reason, count) ->
                                System.out.printf("  left out: %d, %s%n", count, reason));
    }

    private static void print(String purpose, FaceSet faces) {
        System.out.printf(
                "%s: %d faces, %d pictures cannot be read%n",
                purpose, faces.faces().size(), faces.unreadable().size());
        print(SplitCounts.of(faces));
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
