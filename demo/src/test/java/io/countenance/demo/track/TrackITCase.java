package io.countenance.demo.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.demo.sample.TrueFace;
import io.countenance.options.Program;
import io.countenance.vision.geometry.Box;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrackITCase {

    private static final int FRAMES = 30;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    private int track(String... arguments) {
        CommandLine line = Program.commandLine(new Track());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void writesEachPersonOfAFolderOfPictures() throws Exception {
        assumeThat(SampleVideo.available())
                .describedAs("needs the sample pictures, which the build fetches with npm")
                .isTrue();
        Path images = Files.createDirectory(folder.resolve("images"));
        Path mot = folder.resolve("mot.txt");
        try (SampleVideo video = SampleVideo.open("lounge");
                JpegEncoder encoder = new JpegEncoder(95, 0)) {
            for (int i = 0; i < FRAMES; i++) {
                Files.write(
                        images.resolve("%04d.jpg".formatted(i)),
                        encoder.encode(video.next().image()).bytes());
            }

            int exit = track("--images=" + images, "--fps=12", "--out=" + mot);

            assertThat(exit).describedAs("%s%s", out, err).isZero();
            assertThat(out.toString())
                    .contains(
                            FRAMES + " frames = " + FRAMES + " classified + 0 refused",
                            "of 1 persons");
            List<String> lines = Files.readAllLines(mot);
            assertThat(lines).hasSizeBetween(FRAMES - 3, FRAMES);
            long last = 0;
            for (String line : lines) {
                assertThat(line).matches("\\d+,1(,-?\\d+\\.\\d\\d){4},[01]\\.\\d{4},-1,-1,-1");
                String[] fields = line.split(",");
                long frame = Long.parseLong(fields[0]);
                assertThat(frame).isGreaterThan(last);
                last = frame;
                TrueFace truth = video.truth(frame - 1).get(0);
                assertThat(box(fields).intersectionOverUnion(truth.box())).isGreaterThan(0.35f);
            }
            assertThat(last).isEqualTo(FRAMES);
        }
    }

    @Test
    void saysWhatIsWrongWithTheInput() {
        assertThat(track("--out=" + folder.resolve("mot.txt"))).isEqualTo(2);
        assertThat(err.toString()).contains("give either --video or --images");
        assertThat(track("--video=missing.mp4", "--out=" + folder.resolve("mot.txt"))).isEqualTo(2);
        assertThat(err.toString()).contains("missing.mp4", "must be a file that is there");
    }

    private static Box box(String[] fields) {
        return new Box(
                Float.parseFloat(fields[2]),
                Float.parseFloat(fields[3]),
                Float.parseFloat(fields[4]),
                Float.parseFloat(fields[5]));
    }
}
