package io.countenance.benchmarks.tracking;

import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.TrueFace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A scene as it was drawn: its JPEG files, and who is where in them.
 *
 * @param folder of the files, by name in order
 * @param truth of each frame
 */
record Scene(Path folder, List<List<TrueFace>> truth) {

    private static final int QUALITY = 85;

    /** Who shows less of the face than this need not be found. */
    static final double LEAST_VISIBLE = 0.5;

    /**
     * Draws a scene into a folder that is there. The seed also says which of the heads play.
     *
     * @param heads at least {@link SceneScript#PERSONS}
     */
    static Scene draw(
            SceneKind kind,
            long seed,
            List<Head> heads,
            double framesPerSecond,
            int width,
            int height,
            Path folder)
            throws IOException {
        List<Head> cast = new ArrayList<>(heads);
        Collections.shuffle(cast, new Random(seed));
        SceneScript script = SceneScript.of(kind, seed, width, height);
        int frames = (int) (kind.seconds() * framesPerSecond);
        List<List<TrueFace>> truth = new ArrayList<>();
        try (SceneVideo video =
                        new SceneVideo(
                                script,
                                cast.subList(0, SceneScript.PERSONS),
                                framesPerSecond,
                                width,
                                height,
                                seed);
                JpegEncoder encoder = new JpegEncoder(QUALITY, 0)) {
            for (int frame = 0; frame < frames; frame++) {
                Files.write(file(folder, frame), encoder.encode(video.paint(frame)).bytes());
                truth.add(video.truth(frame));
            }
        }
        return new Scene(folder, List.copyOf(truth));
    }

    /** The file of a frame, counted from 0. */
    Path file(int frame) {
        return file(folder, frame);
    }

    private static Path file(Path folder, int frame) {
        return folder.resolve("%05d.jpg".formatted(frame));
    }

    int frames() {
        return truth.size();
    }

    /** Enters the scene and what was found in it on a sheet. */
    void enter(ScoreSheet sheet, String name, List<List<TrackedFace>> found) {
        for (int frame = 0; frame < frames(); frame++) {
            List<TrackedFace> counting = new ArrayList<>();
            List<TrackedFace> hidden = new ArrayList<>();
            for (TrueFace face : truth.get(frame)) {
                (face.visible() >= LEAST_VISIBLE ? counting : hidden)
                        .add(new TrackedFace(person(face), face.box()));
            }
            sheet.add(name, counting, hidden, found.get(frame));
        }
    }

    /** The person of a face, whatever the visit. */
    static String person(TrueFace face) {
        return face.person().substring(0, face.person().lastIndexOf('/'));
    }
}
