package io.countenance.benchmarks.tracking;

import static io.countenance.options.InvalidOptionException.check;

import ai.onnxruntime.OrtEnvironment;
import io.countenance.benchmarks.measure.ResultsFolder;
import io.countenance.demo.JobArguments;
import io.countenance.job.options.Identity;
import io.countenance.options.ProgressBars;
import io.countenance.vision.identity.FaceEmbedder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.bytedeco.opencv.global.opencv_core;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How well persons are followed. */
@Command(
        name = "tracking",
        description =
                "Draws videos of real heads that move about, follows the persons with the job's own"
                        + " detector and tracker, and prints MOTA, IDF1, HOTA and how often ids"
                        + " change, for each kind of scene over all seeds. Not a measurement of time.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class TrackingBenchmark implements Callable<Integer> {

    @Option(
            names = "--scenes",
            split = ",",
            paramLabel = "<kind>",
            defaultValue = "apart,side-by-side,crossing,pillars,back-soon,back-late",
            description = "Kinds of scenes.")
    private List<SceneKind> kinds;

    @Option(
            names = "--identities",
            split = ",",
            paramLabel = "<kind>",
            defaultValue = "track,reidentify",
            description =
                    "Values of the job's tracker.identity; reidentify is left out where the build had no npm.")
    private List<Identity> identities;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1001",
            description = "Of the first video of each kind; the others' follow.")
    private long seed;

    @Option(
            names = "--videos",
            paramLabel = "<count>",
            defaultValue = "5",
            description = "Of each kind.")
    private int videos;

    @Option(
            names = "--fps",
            paramLabel = "<frames/s>",
            defaultValue = "10",
            description = "Of the videos.")
    private double framesPerSecond;

    @Option(
            names = "--size",
            paramLabel = "<width>x<height>",
            defaultValue = "960x540",
            description = "Of the videos, px; faces are 0.11 to 0.17 of their height.")
    private String size;

    @Option(
            names = "--head-pictures",
            paramLabel = "<folder>",
            description =
                    "Pictures with a gt.txt (a line a face: name x1 y1 x2 y2 set ignore), whose heads play in further videos; those of the sample always do.")
    private @Nullable Path headPictures;

    @Option(
            names = "--head-videos",
            paramLabel = "<folder>",
            description =
                    "Videos that show one person each, whose moving heads play with those of --head-pictures.")
    private @Nullable Path headVideos;

    @Option(
            names = "--picture",
            paramLabel = "<file>",
            description = "A PNG file for the timelines of the first video of each kind.")
    private @Nullable Path picture;

    @Option(
            names = "--job-option",
            paramLabel = "<name=value>",
            description = "An option of the job, such as tracker.max-lost=3s. May be given again.")
    private Map<String, String> jobOptions = new LinkedHashMap<>();

    @Mixin private ResultsFolder results;

    /** For picocli. */
    public TrackingBenchmark() {}

    @Override
    public Integer call() throws Exception {
        validate();
        Map<String, List<Head>> casts = new LinkedHashMap<>();
        List<TrackingResult> measured = new ArrayList<>();
        Path work = Files.createTempDirectory("countenance-scenes");
        try (Storyboard storyboard = new Storyboard()) {
            casts.put("sample", Heads.ofSample());
            if (headPictures != null || headVideos != null) {
                casts.put("given", given());
            }
            List<Identity> asked = identitiesAtHand();
            try (ProgressBar bar =
                    ProgressBars.builder("tracking", (long) casts.size() * kinds.size() * videos)
                            .build()) {
                for (var cast : casts.entrySet()) {
                    for (SceneKind kind : kinds) {
                        boolean first = measured.size() < kinds.size() * asked.size();
                        measured.addAll(
                                measure(
                                        cast.getKey(),
                                        cast.getValue(),
                                        kind,
                                        asked,
                                        work,
                                        first && picture != null ? storyboard : null,
                                        bar));
                    }
                }
            }
            if (picture != null) {
                storyboard.write(picture);
            }
        } finally {
            casts.values().forEach(heads -> heads.forEach(Head::close));
            delete(work);
        }
        print(measured, System.out);
        results.write(
                "tracking",
                Map.of(
                        "ONNX Runtime",
                        OrtEnvironment.getEnvironment().getVersion(),
                        "OpenCV",
                        opencv_core.CV_VERSION),
                settings(),
                "",
                measured);
        return 0;
    }

    private void validate() {
        check(videos >= 1, "--videos", videos, "must be 1 or more", 5);
        check(
                framesPerSecond >= 1 && framesPerSecond <= 60,
                "--fps",
                framesPerSecond,
                "must be from 1 to 60",
                10);
        check(
                size.matches("[1-9]\\d{2,3}x[1-9]\\d{2,3}"),
                "--size",
                size,
                "must be width x height, from 100x100 to 9999x9999",
                "960x540");
        checkFolder("--head-pictures", headPictures);
        checkFolder("--head-videos", headVideos);
        JobArguments.parse(Map.of("kafka.bootstrap-servers", "localhost:9092"), jobOptions);
    }

    private static void checkFolder(String option, @Nullable Path folder) {
        check(
                folder == null || Files.isDirectory(folder),
                option,
                folder,
                "must be a folder that is there",
                "faces");
    }

    private List<Head> given() throws IOException {
        List<Head> heads = new ArrayList<>();
        if (headPictures != null) {
            heads.addAll(Heads.ofPictures(headPictures));
        }
        if (headVideos != null) {
            heads.addAll(Heads.ofVideos(headVideos));
        }
        check(
                heads.size() >= SceneScript.PERSONS,
                headPictures == null ? "--head-videos" : "--head-pictures",
                headPictures == null ? headVideos : headPictures,
                "must have at least %d heads that can be cut out, has %d"
                        .formatted(SceneScript.PERSONS, heads.size()),
                "faces");
        return heads;
    }

    private List<Identity> identitiesAtHand() {
        return identities.stream()
                .filter(
                        identity ->
                                identity != Identity.REIDENTIFY || FaceEmbedder.isDefaultPresent())
                .toList();
    }

    private List<TrackingResult> measure(
            String heads,
            List<Head> cast,
            SceneKind kind,
            List<Identity> asked,
            Path work,
            @Nullable Storyboard storyboard,
            ProgressBar bar)
            throws IOException {
        String[] sides = size.split("x");
        Map<Identity, Tally> tallies = new LinkedHashMap<>();
        asked.forEach(identity -> tallies.put(identity, new Tally()));
        for (long number : LongStream.range(seed, seed + videos).toArray()) {
            Path folder = Files.createTempDirectory(work, "scene");
            Scene scene =
                    Scene.draw(
                            kind,
                            number,
                            cast,
                            framesPerSecond,
                            Integer.parseInt(sides[0]),
                            Integer.parseInt(sides[1]),
                            folder);
            for (var tally : tallies.entrySet()) {
                String identity = name(tally.getKey());
                Map<String, String> options = new LinkedHashMap<>(jobOptions);
                options.put("tracker.identity", identity);
                List<List<TrackedFace>> found =
                        JobTracker.follow(folder, framesPerSecond, scene.frames(), options);
                tally.getValue().add(String.valueOf(number), scene, found);
                if (storyboard != null
                        && number == seed
                        && (kind.needsIdentity() || tally.getKey() == asked.get(0))) {
                    storyboard.add(kind.text() + ", " + identity, scene, found, framesPerSecond);
                }
            }
            delete(folder);
            bar.step();
        }
        List<TrackingResult> results = new ArrayList<>();
        tallies.forEach(
                (identity, tally) ->
                        results.add(
                                TrackingResult.of(
                                        heads,
                                        name(identity),
                                        kind,
                                        tally.sheet,
                                        tally.returned,
                                        videos,
                                        tally.leastIdf1)));
        return results;
    }

    static String name(Identity identity) {
        return identity.name().toLowerCase(Locale.ROOT);
    }

    /** What several videos of a kind come to. */
    private static final class Tally {

        private final ScoreSheet sheet = new ScoreSheet();
        private ReturnScore returned = ReturnScore.NONE;
        private double leastIdf1 = 1;

        void add(String video, Scene scene, List<List<TrackedFace>> found) {
            scene.enter(sheet, video, found);
            returned = returned.plus(ReturnScore.of(scene, found));
            ScoreSheet alone = new ScoreSheet();
            scene.enter(alone, video, found);
            leastIdf1 = Math.min(leastIdf1, IdentityScore.of(alone).idf1());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void print(List<TrackingResult> results, PrintStream out) {
        out.printf(
                "%-7s %-13s %-10s %7s %4s %6s %6s %6s %6s %6s %6s %6s %6s %7s %6s%n",
                "heads",
                "scene",
                "identity",
                "persons",
                "ids",
                "switch",
                "MOTA",
                "IDF1",
                "least",
                "HOTA",
                "DetA",
                "AssA",
                "LocA",
                "refound",
                "merged");
        for (TrackingResult result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-7s %-13s %-10s %7d %4d %6d %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f %7s %6d%n",
                    result.heads(),
                    result.scene(),
                    result.identity(),
                    result.persons(),
                    result.ids(),
                    result.switches(),
                    result.mota(),
                    result.idf1(),
                    result.leastIdf1(),
                    result.hota(),
                    result.detection(),
                    result.association(),
                    result.localisation(),
                    result.returns() == 0 ? "" : result.refound() + "/" + result.returns(),
                    result.merged());
        }
        for (TrackingResult result : results) {
            OptionalDouble aim =
                    TrackingAim.idf1(result.scene(), result.hidden(), result.identity());
            if (aim.isPresent() && result.idf1() < aim.getAsDouble()) {
                out.printf(
                        Locale.ROOT,
                        "%s, %s, %s: IDF1 %.3f is below %.2f%n",
                        result.heads(),
                        result.scene(),
                        result.identity(),
                        result.idf1(),
                        aim.getAsDouble());
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("seed", String.valueOf(seed));
        settings.put("videos", String.valueOf(videos));
        settings.put("fps", String.valueOf(framesPerSecond));
        settings.put("size", size);
        jobOptions.forEach((name, value) -> settings.put("job." + name, value));
        return settings;
    }
}
