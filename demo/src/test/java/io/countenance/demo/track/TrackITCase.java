package io.countenance.demo.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.options.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrackITCase {

    private static final int FRAMES = 24;

    private final StringWriter printed = new StringWriter();

    private int track(String... arguments) {
        CommandLine line = Program.commandLine(new Track());
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        return line.execute(arguments);
    }

    @Test
    void accountsForEveryPictureOfAFolder(@TempDir Path folder) throws Exception {
        assumeThat(SampleVideo.available())
                .as("needs the sample pictures, which a build with npm fetches")
                .isTrue();
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        try (SampleVideo video = SampleVideo.open(SampleVideo.cameraIds().get(0));
                JpegEncoder encoder = new JpegEncoder(90, 0)) {
            for (int i = 0; i < FRAMES; i++) {
                Frame frame = video.next();
                Files.write(
                        pictures.resolve("%04d.jpg".formatted(i)),
                        encoder.encode(frame.image()).bytes());
            }
        }
        Files.write(
                pictures.resolve("0010x.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
        Path out = folder.resolve("mot.txt");
        int exitCode = track("--images=" + pictures, "--fps=12", "--out=" + out);
        assertThat(exitCode).as(printed.toString()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).isNotEmpty();
        assertThat(lines).allMatch(line -> line.matches("\\d+,\\d+(,-?[\\d.]+){5},-1,-1,-1"));
        assertThat(printed.toString()).containsPattern("2[45] frames = 24 classified");
    }

    @Test
    void wantsEitherAVideoOrAFolder(@TempDir Path folder) {
        assertThat(track("--out=" + folder.resolve("mot.txt"))).isEqualTo(2);
        assertThat(printed.toString())
                .contains("give either --video or --images", "Example: --video my.mp4");
    }
}
