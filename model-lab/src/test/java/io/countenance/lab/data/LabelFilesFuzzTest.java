package io.countenance.lab.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a label file of each data set are samples with distributions, or refused. */
class LabelFilesFuzzTest {

    @TempDir private static Path folder;

    private static Stream<Arguments> seeds() {
        String votes =
                "votes_neutral,votes_happiness,votes_surprise,votes_sadness,votes_anger,votes_disgust,votes_fear,votes_contempt";
        return Stream.of(
                seed(
                        "ferplus",
                        "image,split,%s,votes_unknown,votes_NF\na.png,train,9,0,0,1,0,0,0,0,0,0\n"
                                .formatted(votes)),
                seed(
                        "ferplus with majority",
                        "image,split,%s,ferplus_majority\n\"a,b.png\",train,9.0,0,0,1,0,0,0,0,neutral\n"
                                .formatted(votes)),
                seed("affectnet", "subDirectory_filePath,expression\n1/a.jpg,3\n1/b.jpg,10\n"),
                seed("rafdb", "train_00001.jpg 5\ntrain_00002.jpg 7\ntest_0001.jpg 1\n"),
                seed("no name of a file", "train_\0.jpg 5\n"),
                seed("fer2013", "emotion,pixels,Usage\n3,1 2 3,Training\n0,7,PublicTest\n"),
                seed("distributions", "image,calm,other\na.png,0.25,0.75\n"));
    }

    private static Arguments seed(String name, String file) {
        return Arguments.of(Named.of(name, file.getBytes(UTF_8)));
    }

    @Timeout(20)
    @MethodSource("seeds")
    @FuzzTest
    void labelsAreReadOrRefused(byte[] bytes) throws IOException {
        Path labels = Files.write(folder.resolve("labels.csv"), bytes);
        Files.write(folder.resolve("list_patition_label.txt"), bytes);
        Files.write(folder.resolve("fer2013.csv"), bytes);
        read(DataFormat.FERPLUS, labels);
        read(DataFormat.AFFECTNET, labels);
        read(DataFormat.RAFDB, null);
        read(DataFormat.FER2013, null);
        FaceSet faces = new FaceSet(List.of("calm", "other"), List.of(), List.of(), Map.of());
        try {
            assertThat(DistributionFile.mix(faces, labels, 0.5f).faces()).isEmpty();
        } catch (IOException | InvalidOptionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void read(DataFormat format, Path labels) {
        FaceQuery query = new FaceQuery(folder, labels, "train", format, Colour.LUMINANCE, "");
        try {
            DataFormat.of(query, folder);
            Samples read = format.reader().read(query, folder);
            for (Sample sample : read.samples()) {
                float sum = 0;
                for (float share : sample.distribution()) {
                    assertThat(share).isBetween(0f, 1f);
                    sum += share;
                }
                assertThat(sum).isCloseTo(1, Offset.offset(1e-3f));
            }
        } catch (IOException | InvalidOptionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
