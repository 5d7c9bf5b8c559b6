package io.countenance.lab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.network.FaceNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run: {@code settings.json}, {@code metrics.csv}, and for the last and the best
 * epoch a folder {@code epoch-0012} with {@code state.json} and {@code arrays.safetensors}
 * (weights, averaged weights, momentum). A run that was stopped within an epoch has {@code
 * step-00001234} too. A checkpoint appears whole or not at all.
 */
public final class Checkpoints {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String EPOCH = "epoch-\\d{4}";
    private static final String ANY = "(" + EPOCH + "|step-\\d{8})";
    private static final String WEIGHT = "weight/";
    private static final String AVERAGE = "average/";
    private static final String MOMENTUM = "momentum/";

    private final Path run;

    /** The checkpoints of the run in this folder, which need not exist yet. */
    public Checkpoints(Path run) {
        this.run = run;
    }

    /** The run's settings. */
    public TrainingSettings settings() throws IOException {
        Path file = run.resolve("settings.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(run + " is no training run: it has no settings.json");
        }
        return read(file, TrainingSettings.class);
    }

    /**
     * Checks that the folder is free for a new run.
     *
     * @throws IOException where it holds one
     */
    public void requireNoRun() throws IOException {
        if (Files.exists(run.resolve("settings.json"))) {
            throw new IOException(
                    run + " holds a run already: go on with --resume or choose another --run");
        }
    }

    void writeSettings(TrainingSettings settings) throws IOException {
        Files.createDirectories(run);
        JSON.writeValue(run.resolve("settings.json").toFile(), settings);
    }

    /** The folder of the last epoch's checkpoint, or of a later one within an epoch, if any. */
    public Optional<Path> last() throws IOException {
        Path last = null;
        long most = -1;
        for (Path checkpoint : folders(ANY)) {
            long steps = state(checkpoint).steps();
            if (steps > most) {
                most = steps;
                last = checkpoint;
            }
        }
        return Optional.ofNullable(last);
    }

    /**
     * The folder of the checkpoint with the highest leak-free validation accuracy; the last one in
     * a run without validation.
     */
    public Optional<Path> best() throws IOException {
        Path best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (Path epoch : epochs()) {
            Evaluation validation = state(epoch).validation();
            double accuracy = validation == null ? 0 : validation.decisive().accuracy();
            if (accuracy >= highest) {
                highest = accuracy;
                best = epoch;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Where the run stood when the checkpoint was written. */
    public static TrainingState state(Path checkpoint) throws IOException {
        return read(checkpoint.resolve("state.json"), TrainingState.class);
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        T value = JSON.readValue(file.toFile(), type);
        if (value == null) {
            throw new IOException(file + " holds nothing");
        }
        return value;
    }

    private List<Path> epochs() throws IOException {
        return folders(EPOCH);
    }

    private List<Path> folders(String name) throws IOException {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(f -> f.getFileName().toString().matches(name)).sorted().toList();
        }
    }

    void write(TrainingState state, FaceNetwork network, FaceNetwork average, MomentumSgd optimiser)
            throws IOException {
        String folder =
                state.unfinished() == null
                        ? "epoch-%04d".formatted(state.epochs())
                        : "step-%08d".formatted(state.steps());
        Path target = run.resolve(folder);
        Path partial = run.resolve(folder + ".partial");
        delete(partial);
        Files.createDirectories(partial);
        NDList arrays = new NDList();
        add(arrays, WEIGHT, network);
        add(arrays, AVERAGE, average);
        optimiser
                .velocities()
                .forEach(
                        (name, velocity) -> {
                            velocity.setName(MOMENTUM + name);
                            arrays.add(velocity);
                        });
        try (OutputStream out = Files.newOutputStream(partial.resolve("arrays.safetensors"))) {
            arrays.encode(out, NDList.Encoding.SAFETENSORS);
        }
        JSON.writeValue(partial.resolve("state.json").toFile(), state);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        deleteSuperseded(target);
    }

    /** Keeps the best epoch, the last one and, where the run was stopped after it, that place. */
    private void deleteSuperseded(Path written) throws IOException {
        Set<Path> kept = new HashSet<>(List.of(written));
        best().ifPresent(kept::add);
        List<Path> epochs = epochs();
        if (!epochs.isEmpty()) {
            kept.add(epochs.get(epochs.size() - 1));
        }
        for (Path checkpoint : folders(ANY)) {
            if (!kept.contains(checkpoint)) {
                delete(checkpoint);
            }
        }
    }

    private static void add(NDList arrays, String prefix, FaceNetwork network) {
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            array.setName(prefix + parameter.getKey());
            arrays.add(array);
        }
    }

    /** Fills the weights of an initialised network with a checkpoint's averaged weights. */
    public static void readAverage(Path checkpoint, NDManager manager, FaceNetwork network)
            throws IOException {
        try (NDManager reading = manager.newSubManager()) {
            copy(arrays(reading, checkpoint), AVERAGE, parameters(network));
        }
    }

    static void read(
            Path checkpoint,
            NDManager manager,
            FaceNetwork network,
            FaceNetwork average,
            MomentumSgd optimiser)
            throws IOException {
        try (NDManager reading = manager.newSubManager()) {
            Map<String, NDArray> arrays = arrays(reading, checkpoint);
            copy(arrays, WEIGHT, parameters(network));
            copy(arrays, AVERAGE, parameters(average));
            copy(arrays, MOMENTUM, optimiser.velocities());
        }
    }

    private static Map<String, NDArray> arrays(NDManager manager, Path checkpoint)
            throws IOException {
        Map<String, NDArray> byName = new HashMap<>();
        try (InputStream in = Files.newInputStream(checkpoint.resolve("arrays.safetensors"))) {
            for (NDArray array : NDList.decode(manager, in)) {
                byName.put(array.getName(), array);
            }
        }
        return byName;
    }

    private static Map<String, NDArray> parameters(FaceNetwork network) {
        Map<String, NDArray> byName = new HashMap<>();
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            byName.put(parameter.getKey(), parameter.getValue().getArray());
        }
        return byName;
    }

    private static void copy(Map<String, NDArray> from, String prefix, Map<String, NDArray> into)
            throws IOException {
        for (Map.Entry<String, NDArray> target : into.entrySet()) {
            NDArray source = from.get(prefix + target.getKey());
            if (source == null || !source.getShape().equals(target.getValue().getShape())) {
                throw new IOException(
                        "the checkpoint does not fit the network: "
                                + prefix
                                + target.getKey()
                                + " is missing or has another shape");
            }
            source.copyTo(target.getValue());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
