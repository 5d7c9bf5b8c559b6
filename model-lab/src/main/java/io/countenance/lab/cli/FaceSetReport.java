package io.countenance.lab.cli;

import io.countenance.lab.data.FaceSet;

/** Says what was loaded and what could not be. */
final class FaceSetReport {

    private FaceSetReport() {}

    static void print(String purpose, FaceSet faces) {
        System.out.printf(
                "%s: %d faces, %d pictures cannot be read%n",
                purpose, faces.faces().size(), faces.unreadable().size());
        faces.unreadable()
                .forEach(
                        picture ->
                                System.out.printf("  %s: %s%n", picture.name(), picture.reason()));
    }
}
