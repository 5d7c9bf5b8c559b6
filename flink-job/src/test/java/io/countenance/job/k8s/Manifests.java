package io.countenance.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The resources of a folder below {@code k8s/}.
 *
 * <p>{@link #read} understands as much of Kustomize as our folders use, so that the tests run
 * everywhere; {@link KustomizeTest} compares it with Kustomize itself.
 */
record Manifests(List<ObjectNode> resources) {

    static final Path FOLDER = Path.of("..", "k8s");

    private static final ObjectMapper YAML = new YAMLMapper(new YAMLFactory());

    static {
        // A merge patch replaces lists.
        YAML.configOverride(ArrayNode.class).setMergeable(false);
    }

    /** Reads a folder with its resources and patches. */
    static Manifests read(String folder) {
        try {
            return read(FOLDER.resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifests read(Path folder) throws IOException {
        JsonNode kustomization = document(folder.resolve("kustomization.yaml"));
        List<ObjectNode> resources = new ArrayList<>();
        for (JsonNode entry : kustomization.path("resources")) {
            Path path = folder.resolve(entry.asText());
            resources.addAll(
                    Files.isDirectory(path)
                            ? read(path).resources
                            : documents(Files.readString(path)));
        }
        Manifests manifests = new Manifests(resources);
        for (JsonNode patch : kustomization.path("patches")) {
            manifests.apply(document(folder.resolve(patch.path("path").asText())));
        }
        return manifests;
    }

    private void apply(JsonNode patch) throws IOException {
        if (patch.isObject()) {
            ObjectNode patched = only(patch.path("kind").asText());
            String namespace = patch.path("metadata").path("namespace").asText();
            YAML.readerForUpdating(patched).readValue(patch);
            ((ObjectNode) patched.path("metadata")).put("namespace", namespace);
            return;
        }
        for (JsonNode operation : patch) {
            if (!operation.path("op").asText().equals("add")
                    || !operation.path("path").asText().equals("/spec/job/args/-")) {
                throw new IllegalArgumentException("not known to this test: " + operation);
            }
            ((ArrayNode) job().path("args")).add(operation.path("value"));
        }
    }

    /**
     * Lets {@code kubectl} or {@code kustomize} render a folder; empty where neither is installed.
     */
    static Optional<Manifests> render(String folder) throws IOException, InterruptedException {
        String path = FOLDER.resolve(folder).toString();
        Optional<List<String>> command =
                Stream.of(
                                List.of("kubectl", "kustomize", path),
                                List.of("kustomize", "build", path))
                        .filter(words -> isInstalled(words.get(0)))
                        .findFirst();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Path errors = Files.createTempFile("kustomize", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command.get()).redirectError(errors.toFile()).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command.get() + ": " + Files.readString(errors));
            }
            return Optional.of(new Manifests(documents(output)));
        } finally {
            Files.delete(errors);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static JsonNode document(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static List<ObjectNode> documents(String text) throws IOException {
        try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(text)) {
            return new ArrayList<>(values.readAll());
        }
    }

    List<ObjectNode> all(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    ObjectNode only(String kind) {
        List<ObjectNode> all = all(kind);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " resources of kind " + kind);
        }
        return all.get(0);
    }

    JsonNode flinkDeployment() {
        return only("FlinkDeployment").path("spec");
    }

    JsonNode job() {
        return flinkDeployment().path("job");
    }

    String[] arguments() {
        return values(job().path("args")).toArray(String[]::new);
    }

    Map<String, String> flinkConfiguration() {
        Map<String, String> configuration = new TreeMap<>();
        flinkDeployment()
                .path("flinkConfiguration")
                .properties()
                .forEach(entry -> configuration.put(entry.getKey(), entry.getValue().asText()));
        return configuration;
    }

    static List<String> values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    static String name(JsonNode resource) {
        return resource.path("metadata").path("name").asText();
    }
}
