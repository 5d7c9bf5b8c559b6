package io.countenance.lab.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A split with its labels, its pictures not yet decoded. Close it to let go of the zip file that
 * they may lie in.
 */
public final class SampleFiles implements Closeable {

    private final Samples samples;
    private final @Nullable PictureFiles files;

    private SampleFiles(Samples samples, @Nullable PictureFiles files) {
        this.samples = samples;
        this.files = files;
    }

    /**
     * Reads the labels.
     *
     * @throws io.countenance.options.InvalidOptionException where a file or column is missing or
     *     the split is not there
     */
    public static SampleFiles open(FaceQuery query) throws IOException {
        boolean mayBeFer2013 =
                query.format() == DataFormat.FER2013
                        || query.format() == null && query.labels() == null;
        if (mayBeFer2013
                && Files.isRegularFile(query.data())
                && Fer2013Reader.file(query.data()) != null) {
            return new SampleFiles(read(query, query.data()), null);
        }
        PictureFiles files = PictureFiles.open(query.data(), query.dataOption());
        try {
            return new SampleFiles(read(query, files.root()), files);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** The pictures in a folder, which have no labels, by name. */
    public static SampleFiles unlabelled(Path folder) throws IOException {
        Samples samples = Samples.of(List.of());
        for (Path file : FoldersReader.pictures(folder)) {
            samples.samples()
                    .add(
                            new Sample(
                                    FoldersReader.name(file),
                                    file,
                                    null,
                                    new float[0],
                                    -1,
                                    -1,
                                    false));
        }
        return new SampleFiles(samples, null);
    }

    /** Whether a folder has pictures in itself and nothing that says what their labels are. */
    public static boolean isUnlabelled(Path data) throws IOException {
        return Files.isDirectory(data)
                && RafDbReader.list(data) == null
                && Fer2013Reader.file(data) == null
                && !FoldersReader.pictures(data).isEmpty();
    }

    private static Samples read(FaceQuery query, Path root) throws IOException {
        return DataFormat.of(query, root).reader().read(query, root);
    }

    /** Names of the expressions, in the order of every distribution; empty without labels. */
    public List<String> labels() {
        return samples.labels();
    }

    /** In the order of the label file. */
    public List<Sample> samples() {
        return List.copyOf(samples.samples());
    }

    /** Rows of the label file that cannot be used. */
    public List<FaceSet.Unreadable> unreadable() {
        return List.copyOf(samples.unreadable());
    }

    Samples labelled() {
        return samples;
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            files.close();
        }
    }
}
