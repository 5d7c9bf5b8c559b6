package io.countenance.lab.prepare;

import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.FerPlusFile;
import io.countenance.lab.data.FerPlusRow;
import io.countenance.lab.data.LoadingListener;
import io.countenance.lab.data.Sample;
import io.countenance.lab.data.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Cuts the faces of a split out and writes what the lab's loaders read again, labels kept, in a
 * folder named like the split: with FER+'s eight expressions the crops, and their labels in {@code
 * labels.csv} above it; with other labels a folder for each of them; without labels the crops
 * alone. Beside the crops lie {@code manifest.csv} and {@code contact-sheet.png}.
 */
public final class Preparation {

    private final PreparationSettings settings;

    /** Sets it up. */
    public Preparation(PreparationSettings settings) {
        this.settings = settings;
    }

    /**
     * Prepares a split.
     *
     * @param output the folder that holds all splits
     * @param split its name in {@code output}
     * @param listener hears of each picture, from several threads
     * @return a row for each picture, or for each face of a picture without labels, in order
     * @throws IOException where a file cannot be written
     * @throws IllegalArgumentException if there is no such detector, or it gives no landmarks and
     *     the crop policy needs them
     */
    public List<ManifestRow> run(
            SampleFiles files, Path output, String split, LoadingListener listener)
            throws IOException {
        Path folder = output.resolve(split);
        Files.createDirectories(folder);
        List<Sample> samples = files.samples();
        List<String> names = names(files, split, folder);
        listener.started(samples.size());
        List<List<ManifestRow>> cropped = crop(samples, names, folder, listener);
        listener.finished();
        List<ManifestRow> rows = new ArrayList<>();
        cropped.forEach(rows::addAll);
        files.unreadable()
                .forEach(row -> rows.add(ManifestRow.unreadable(row.name(), row.reason())));
        if (files.labels().equals(FerPlus.LABELS)) {
            writeLabels(output, split, samples, cropped);
        }
        Manifest.write(folder.resolve("manifest.csv"), rows);
        new ContactSheet(settings.size()).write(folder, rows);
        return rows;
    }

    private List<List<ManifestRow>> crop(
            List<Sample> samples, List<String> names, Path folder, LoadingListener listener)
            throws IOException {
        BlockingQueue<PictureCropper> croppers = new LinkedBlockingQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
        try {
            for (int i = 0; i < settings.threads(); i++) {
                croppers.add(new PictureCropper(settings));
            }
            List<Future<List<ManifestRow>>> results = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                String name = names.get(i);
                results.add(
                        threads.submit(
                                () -> {
                                    PictureCropper cropper = croppers.take();
                                    try {
                                        return cropper.crop(sample, folder, name);
                                    } finally {
                                        croppers.add(cropper);
                                        listener.decoded();
                                    }
                                }));
            }
            List<List<ManifestRow>> rows = new ArrayList<>();
            for (Future<List<ManifestRow>> result : results) {
                rows.add(result.get());
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            stop(threads);
            croppers.forEach(PictureCropper::close);
        }
    }

    /** Waits for the pictures at work: their croppers are closed next. */
    private static void stop(ExecutorService threads) {
        threads.shutdownNow();
        boolean over = false;
        boolean interrupted = false;
        while (!over) {
            try {
                over = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A name for each crop, each once whatever the file system takes for the same. */
    private static List<String> names(SampleFiles files, String split, Path folder)
            throws IOException {
        boolean inFolders = !files.labels().isEmpty() && !files.labels().equals(FerPlus.LABELS);
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Sample sample : files.samples()) {
            String plain =
                    sample.name()
                            .replaceFirst("^" + Pattern.quote(split) + "/", "")
                            .replaceFirst("\\.[^./]+$", "")
                            .replaceAll("[^\\p{L}\\p{N}._-]+", "_");
            String label = inFolders ? files.labels().get(sample.majority()) + "/" : "";
            String name = label + plain;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = label + plain + "~" + i;
            }
            names.add(name);
            Files.createDirectories(folder.resolve(name + ".png").getParent());
        }
        return names;
    }

    private static void writeLabels(
            Path output, String split, List<Sample> samples, List<List<ManifestRow>> cropped)
            throws IOException {
        List<FerPlusRow> rows = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            String crop = cropped.get(i).get(0).crop();
            if (crop != null) {
                rows.add(
                        FerPlusRow.renamed(
                                split + "/" + crop,
                                split,
                                sample.distribution(),
                                sample.majority(),
                                sample.fer2013Label(),
                                sample.copyInTrain()));
            }
        }
        FerPlusFile.replaceSplit(output.resolve("labels.csv"), split, rows);
    }
}
