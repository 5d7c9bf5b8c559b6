package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
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

    static final Path FOLDER = Path.of("");

    private static final ObjectMapper YAML = new YAMLMapper(new YAMLFactory());

    static {
        // A merge patch replaces lists.
        YAML.configOverride(ArrayNode.class).setMergeable(false);
    }

    /** The folders that somebody applies: each has a Flink job of its own. */
    static Stream<String> deployments() {
        return Stream.of("base", "overlays/cpu", "overlays/gpu", "overlays/cpu-s3");
    }

    /** The folders that have pods: those, and what is applied beside them or in their place. */
    static Stream<String> withPods() {
        return Stream.concat(
                deployments(),
                Stream.of(
                        "overlays/dev",
                        "publisher",
                        "dashboard",
                        "backfill",
                        "backfill-s3",
                        "retrain"));
    }

    /** All folders that can be rendered. */
    static Stream<String> folders() {
        return Stream.concat(withPods(), Stream.of("monitoring"));
    }

    /** Reads a folder with its resources, components and patches. */
    static Manifests read(String folder) {
        Manifests manifests = new Manifests(new ArrayList<>());
        try {
            manifests.accumulate(FOLDER.resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manifests;
    }

    private void accumulate(Path folder) throws IOException {
        JsonNode kustomization = document(folder.resolve("kustomization.yaml"));
        for (JsonNode entry : kustomization.path("resources")) {
            Path path = folder.resolve(entry.asText());
            if (Files.isDirectory(path)) {
                Manifests nested = new Manifests(new ArrayList<>());
                nested.accumulate(path);
                resources.addAll(nested.resources);
            } else {
                resources.addAll(documents(Files.readString(path)));
            }
        }
        // A component works on what has been gathered so far.
        for (JsonNode component : kustomization.path("components")) {
            accumulate(folder.resolve(component.asText()));
        }
        for (JsonNode patch : kustomization.path("patches")) {
            apply(
                    patch.has("patch")
                            ? parse(patch.path("patch").asText())
                            : document(folder.resolve(patch.path("path").asText())),
                    patch.path("target"));
        }
        if (kustomization.has("namespace")) {
            setNamespace(kustomization.path("namespace").asText());
        }
        for (JsonNode label : kustomization.path("labels")) {
            for (ObjectNode resource : resources) {
                ((ObjectNode) resource.path("metadata"))
                        .withObjectProperty("labels")
                        .setAll((ObjectNode) label.path("pairs"));
            }
        }
        for (JsonNode image : kustomization.path("images")) {
            resources.forEach(resource -> setImage(resource, image));
        }
    }

    private void apply(JsonNode patch, JsonNode target) throws IOException {
        if (patch.isArray()) {
            String kind = target.path("kind").asText();
            ObjectNode patched =
                    target.has("name") ? only(kind, target.path("name").asText()) : only(kind);
            resources.set(resources.indexOf(patched), (ObjectNode) JsonPatch.apply(patch, patched));
            return;
        }
        ObjectNode patched = only(patch.path("kind").asText(), name(patch));
        JsonNode namespace = patch.at("/metadata/namespace");
        // As kustomize, which patches before it sets namespaces.
        assertThat(namespace.isMissingNode() || namespace.equals(patched.at("/metadata/namespace")))
                .as("the patch of %s finds it in its namespace", name(patch))
                .isTrue();
        if (patch.path("$patch").asText().equals("delete")) {
            resources.remove(patched);
        } else {
            YAML.readerForUpdating(patched).readValue(patch);
        }
    }

    private void setNamespace(String namespace) {
        for (ObjectNode resource : resources) {
            if (!kind(resource).equals("Namespace")) {
                ((ObjectNode) resource.path("metadata")).put("namespace", namespace);
            }
            for (JsonNode subject : resource.path("subjects")) {
                ((ObjectNode) subject).put("namespace", namespace);
            }
        }
    }

    private static void setImage(JsonNode node, JsonNode image) {
        if (node.path("image").asText().equals(image.path("name").asText())) {
            ((ObjectNode) node)
                    .put(
                            "image",
                            image.path("newName").asText() + ":" + image.path("newTag").asText());
        }
        node.forEach(child -> setImage(child, image));
    }

    /**
     * Lets {@code kubectl} or {@code kustomize} render a folder; empty where neither is installed.
     */
    static Optional<Manifests> render(String folder) throws IOException, InterruptedException {
        String path = FOLDER.resolve(folder).toAbsolutePath().toString();
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

    static JsonNode parse(String yaml) throws IOException {
        return YAML.readTree(yaml);
    }

    private static List<ObjectNode> documents(String text) throws IOException {
        try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(text)) {
            return new ArrayList<>(values.readAll());
        }
    }

    /** Each resource by kind and name. */
    Map<String, ObjectNode> byName() {
        Map<String, ObjectNode> resourcesByName = new TreeMap<>();
        for (ObjectNode resource : resources) {
            String name = kind(resource) + " " + name(resource);
            if (resourcesByName.put(name, resource) != null) {
                throw new IllegalStateException("two of " + name);
            }
        }
        return resourcesByName;
    }

    /** All of it put together. */
    Manifests and(Manifests others) {
        return new Manifests(Stream.concat(resources.stream(), others.resources.stream()).toList());
    }

    List<ObjectNode> all(String kind) {
        return resources.stream().filter(resource -> kind(resource).equals(kind)).toList();
    }

    ObjectNode only(String kind) {
        List<ObjectNode> all = all(kind);
        if (all.size() != 1) {
            throw new IllegalStateException(all.size() + " resources of kind " + kind);
        }
        return all.get(0);
    }

    ObjectNode only(String kind, String name) {
        return all(kind).stream()
                .filter(resource -> name(resource).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + kind + " " + name));
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
        return texts(flinkDeployment().path("flinkConfiguration"));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    static List<String> values(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    static String kind(JsonNode resource) {
        return resource.path("kind").asText();
    }

    static String name(JsonNode resource) {
        return resource.path("metadata").path("name").asText();
    }
}
