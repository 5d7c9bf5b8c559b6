package io.countenance.benchmarks.engine;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.benchmarks.measure.Counts;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.options.InvalidOptionException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which frames are read. */
public final class RoomOptions {

    @Option(
            names = "--sizes",
            defaultValue = "640x480,1280x720",
            split = ",",
            paramLabel = "<width>x<height>",
            description = "Of frames, px.")
    private List<String> sizes;

    @Option(
            names = "--faces",
            defaultValue = "1,5,20",
            split = ",",
            paramLabel = "<count>",
            description = "In a frame.")
    private List<Integer> faces;

    /** For picocli. */
    public RoomOptions() {}

    /**
     * Checks them.
     *
     * @throws InvalidOptionException where a size or a count is none
     * @throws IllegalStateException where this build has no pictures to make frames of
     */
    public void validate() {
        checkSizes("--sizes", sizes, "640x480,1280x720");
        Counts.check("--faces", faces, "1,5,20");
        requirePictures();
    }

    static void checkSizes(String option, List<String> sizes, String example) {
        check(
                sizes.stream().allMatch(size -> size.matches("[1-9]\\d{1,3}x[1-9]\\d{1,3}")),
                option,
                String.join(",", sizes),
                "must be width x height, from 10x10 to 9999x9999",
                example);
    }

    static void requirePictures() {
        if (!SampleVideo.available()) {
            throw new IllegalStateException(
                    "The sample's pictures are not in this build, which had no npm: there are no"
                            + " heads for the frames.");
        }
    }

    /** Width x height, px. */
    public List<String> sizes() {
        return sizes;
    }

    /** Numbers of faces. */
    public List<Integer> faces() {
        return faces;
    }
}
