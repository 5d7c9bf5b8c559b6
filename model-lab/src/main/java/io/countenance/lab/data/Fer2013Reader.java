package io.countenance.lab.data;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public {@code fer2013.csv} (emotion, pixels, Usage) and, where it lies beside it, {@code
 * fer2013new.csv} with the FER+ votes, row for row. With votes, labels and choice of pictures are
 * those of FER+ ({@link FerPlusVotes}); without them there are FER2013's seven labels. Splits are
 * train, valid and test for Training, PublicTest and PrivateTest.
 */
final class Fer2013Reader implements SampleReader {

    private static final String PICTURES = "fer2013.csv";
    private static final String VOTES = "fer2013new.csv";
    private static final int SIDE = 48;
    private static final List<String> CODES =
            List.of("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral");
    private static final Map<String, String> USAGES =
            Map.of("train", "Training", "valid", "PublicTest", "test", "PrivateTest");

    /** The file itself, or the one of that name in a folder; null where there is none. */
    static @Nullable Path file(Path data) {
        if (Files.isRegularFile(data)) {
            return data.getFileName().toString().endsWith(".csv") ? data : null;
        }
        Path inside = data.resolve(PICTURES);
        return Files.isRegularFile(inside) ? inside : null;
    }

    @Override
    public Samples read(FaceQuery query, Path root) throws IOException {
        Path pictures = file(root);
        if (pictures == null) {
            throw new InvalidOptionException(
                    query.dataOption(),
                    query.data(),
                    "must be " + PICTURES + " or a folder with it for the format fer2013",
                    PICTURES);
        }
        String usage = USAGES.get(String.valueOf(query.split()));
        InvalidOptionException.check(
                usage != null,
                query.splitOption(),
                String.valueOf(query.split()),
                "must be train, valid or test",
                "valid");
        Set<ByteBuffer> training =
                "Training".equals(usage) ? Set.of() : training(pictures, query.dataOption());
        Path votes = pictures.resolveSibling(VOTES);
        try (CsvTable table = new CsvTable(pictures, query.dataOption());
                CsvTable voted =
                        Files.isRegularFile(votes)
                                ? new CsvTable(votes, query.dataOption())
                                : null) {
            Samples samples =
                    Samples.of(voted == null ? Expressions.ordered(CODES) : FerPlus.LABELS);
            for (int number = 0; table.hasNext(); number++) {
                CsvTable.Row row = table.next();
                InvalidOptionException.check(
                        voted == null || voted.hasNext(),
                        query.dataOption(),
                        query.data(),
                        VOTES + " must have as many rows as " + PICTURES,
                        PICTURES);
                CsvTable.Row vote = voted == null ? null : voted.next();
                InvalidOptionException.check(
                        vote == null || vote.get("Usage").equals(row.get("Usage")),
                        query.dataOption(),
                        query.data(),
                        "%s must have the rows of %s in their order, which it has not in row %d"
                                .formatted(VOTES, PICTURES, number + 1),
                        PICTURES);
                if (row.get("Usage").equals(usage)) {
                    add(samples, "row " + number, row, vote, training);
                }
            }
            return samples;
        }
    }

    private static Set<ByteBuffer> training(Path file, String option) throws IOException {
        Set<ByteBuffer> digests = new HashSet<>();
        try (CsvTable table = new CsvTable(file, option)) {
            while (table.hasNext()) {
                CsvTable.Row row = table.next();
                if (row.get("Usage").equals("Training")) {
                    digests.add(digest(row.get("pixels")));
                }
            }
        }
        return digests;
    }

    private static void add(
            Samples samples,
            String name,
            CsvTable.Row row,
            CsvTable.@Nullable Row vote,
            Set<ByteBuffer> training) {
        String emotion = row.get("emotion");
        Picture picture = picture(row.get("pixels"));
        if (picture == null || !emotion.matches("[0-6]")) {
            samples.unreadable()
                    .add(
                            new FaceSet.Unreadable(
                                    name,
                                    picture == null
                                            ? "not 48 x 48 pixels from 0 to 255"
                                            : "no emotion from 0 to 6"));
            return;
        }
        int own = samples.labels().indexOf(CODES.get(Integer.parseInt(emotion)));
        boolean copy = training.contains(digest(row.get("pixels")));
        if (vote == null) {
            float[] distribution = Sample.oneHot(own, samples.labels().size());
            samples.samples().add(new Sample(name, null, picture, distribution, own, own, copy));
            return;
        }
        int[] counts = new int[FerPlus.LABELS.size() + 2];
        for (int i = 0; i < FerPlus.LABELS.size(); i++) {
            counts[i] = vote.votes(FerPlus.LABELS.get(i));
        }
        counts[8] = vote.votes("unknown");
        counts[9] = vote.votes("NF");
        FerPlusVotes votes = new FerPlusVotes(counts);
        float[] distribution = votes.distribution();
        if (distribution == null || !votes.countsForCrossEntropy()) {
            samples.leaveOut("outside FER+'s cross-entropy mode");
            return;
        }
        samples.samples()
                .add(new Sample(name, null, picture, distribution, votes.majority(), own, copy));
    }

    private static @Nullable Picture picture(String text) {
        String[] values = text.split("\\s+");
        if (values.length != SIDE * SIDE) {
            return null;
        }
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            if (!values[i].matches("\\d{1,3}") || Integer.parseInt(values[i]) > 255) {
                return null;
            }
            pixels[i] = (byte) Integer.parseInt(values[i]);
        }
        return new Picture(SIDE, SIDE, Colour.LUMINANCE, pixels);
    }

    private static ByteBuffer digest(String pixels) {
        return Digests.sha256(pixels.getBytes(StandardCharsets.UTF_8));
    }
}
