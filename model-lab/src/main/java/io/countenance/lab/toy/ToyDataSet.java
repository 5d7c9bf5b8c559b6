package io.countenance.lab.toy;

import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.FerPlusFile;
import io.countenance.lab.data.FerPlusRow;
import io.countenance.lab.data.LoadingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Drawn faces in the form of FER+: {@code train.zip}, {@code valid.zip} and {@code labels.csv}.
 *
 * @param train faces to learn from, 1 or more
 * @param valid faces to measure on, 1 or more
 * @param size px a side, 16 or more
 * @param seed the same one gives the same bytes with the same Java; the faces of a split do not
 *     depend on how many the other has
 */
public record ToyDataSet(int train, int valid, int size, long seed) {

    /** Zip files say when an entry was written: always the same, for the same bytes. */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(2020, 1, 1, 0, 0);

    /**
     * Writes the files, replacing those of an earlier call.
     *
     * @param folder made where it is missing
     * @param listener hears of each face that was written
     */
    public void write(Path folder, LoadingListener listener) throws IOException {
        Files.createDirectories(folder);
        SplittableRandom seeds = new SplittableRandom(seed);
        List<FerPlusRow> rows = new ArrayList<>();
        listener.started(train + valid);
        rows.addAll(split(folder, "train", train, seeds.split(), listener));
        rows.addAll(split(folder, "valid", valid, seeds.split(), listener));
        listener.finished();
        FerPlusFile.write(folder.resolve("labels.csv"), rows);
    }

    private List<FerPlusRow> split(
            Path folder, String split, int count, SplittableRandom seeds, LoadingListener listener)
            throws IOException {
        List<FerPlusRow> rows = new ArrayList<>();
        try (OutputStream file = Files.newOutputStream(folder.resolve(split + ".zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                String name = "%s/toy%06d.png".formatted(split, i);
                int expression = i % FerPlus.LABELS.size();
                ToyFace face = ToyFace.draw(expression, size, new Random(seeds.nextLong()));
                ZipEntry entry = new ZipEntry(name);
                entry.setTimeLocal(WRITTEN);
                zip.putNextEntry(entry);
                zip.write(face.picture().png());
                zip.closeEntry();
                rows.add(FerPlusRow.voted(name, split, face.votes(), false));
                listener.decoded();
            }
        }
        return rows;
    }
}
