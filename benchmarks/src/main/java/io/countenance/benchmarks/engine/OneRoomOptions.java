package io.countenance.benchmarks.engine;

import io.countenance.benchmarks.measure.Counts;
import io.countenance.options.InvalidOptionException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which frames are read, where all measurements have the same. */
public final class OneRoomOptions {

    @Option(
            names = "--size",
            defaultValue = "640x480",
            paramLabel = "<width>x<height>",
            description = "Of frames, px.")
    private String size;

    @Option(
            names = "--faces",
            defaultValue = "5",
            paramLabel = "<count>",
            description = "In a frame.")
    private int faces;

    /** For picocli. */
    public OneRoomOptions() {}

    /**
     * Checks them.
     *
     * @throws InvalidOptionException where the size or the count is none
     * @throws IllegalStateException where this build has no pictures to make frames of
     */
    public void validate() {
        RoomOptions.checkSizes("--size", List.of(size), "640x480");
        Counts.check("--faces", List.of(faces), "5");
        RoomOptions.requirePictures();
    }

    /** Draws and encodes the frames. */
    public RoomFrames frames() {
        return RoomFrames.of(size, faces);
    }
}
