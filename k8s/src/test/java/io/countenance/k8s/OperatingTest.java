package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the examples of docs/operating.md, and the files that pages name, against what there is.
 */
class OperatingTest {

    private static final Path DOCS = Manifests.FOLDER.resolve("../docs");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\R(.*?)^```");
    private static final Pattern FILE = Pattern.compile("\\bk8s/[\\w./-]*\\w");

    /** As deep as the folder that the page has the reader make. */
    private static final String OVERLAY = "target/overlay";

    private static List<String> overlays() throws IOException {
        return examples("Kustomization");
    }

    private static List<String> examples(String kind) throws IOException {
        List<String> examples = new ArrayList<>();
        String page = Files.readString(DOCS.resolve("operating.md"));
        for (MatchResult example : EXAMPLE.matcher(page).results().toList()) {
            if (Manifests.kind(Manifests.parse(example.group(1))).equals(kind)) {
                examples.add(example.group(1));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void overlaysOfYoursAreValid(String example) throws Exception {
        Path folder = Files.createDirectories(Manifests.FOLDER.resolve(OVERLAY));
        Files.writeString(folder.resolve("kustomization.yaml"), example);
        Manifests overlay = Manifests.read(OVERLAY);
        assertThat(overlay.resources()).isNotEmpty();
        for (JsonNode resource : overlay.resources()) {
            if (Manifests.kind(resource).equals("FlinkDeployment")) {
                assertThat(FlinkDeploymentSchema.ours().errors(resource.path("spec"))).isEmpty();
            } else {
                assertThatCode(() -> ResourceModels.read(resource)).doesNotThrowAnyException();
            }
        }
        Optional<Manifests> rendered = Manifests.render(OVERLAY);
        if (rendered.isPresent()) {
            assertThat(rendered.orElseThrow().byName()).isEqualTo(overlay.byName());
        }
    }

    @Test
    void theIngressLeadsToTheLivePage() throws Exception {
        assertThat(examples("Ingress")).hasSize(1);
        JsonNode ingress = Manifests.parse(examples("Ingress").get(0));
        assertThatCode(() -> ResourceModels.read(ingress)).doesNotThrowAnyException();
        JsonNode backend = ingress.at("/spec/rules/0/http/paths/0/backend/service");
        JsonNode service =
                Manifests.read("dashboard").only("Service", backend.path("name").asText());
        assertThat(service.at("/spec/ports/0/name")).isEqualTo(backend.at("/port/name"));
        assertThat(service.at("/metadata/namespace")).isEqualTo(ingress.at("/metadata/namespace"));
        assertThat(ingress.at("/spec/tls/0/hosts/0")).isEqualTo(ingress.at("/spec/rules/0/host"));
    }

    @Test
    void theRoomIsWhatTheManifestsAskFor() throws Exception {
        Manifests cpu = Manifests.read("overlays/cpu");
        JsonNode brokers = cpu.only("KafkaNodePool").path("spec");
        JsonNode flink = cpu.flinkDeployment();
        int taskManagers =
                cpu.job().path("parallelism").asInt()
                        / Integer.parseInt(
                                cpu.flinkConfiguration().get("taskmanager.numberOfTaskSlots"));
        double processors = brokers.path("replicas").asInt() * quantity(brokers, "cpu");
        double bytes = brokers.path("replicas").asInt() * quantity(brokers, "memory");
        for (JsonNode part : List.of(flink.path("jobManager"), flink.path("taskManager"))) {
            int pods = part.path("replicas").asInt(taskManagers);
            processors += pods * part.at("/resource/cpu").asDouble();
            bytes += pods * MemorySize.parse(part.at("/resource/memory").asText()).getBytes();
        }
        assertThat(Files.readString(DOCS.resolve("operating.md")))
                .contains(
                        "Room for %.0f processors and %.0f GiB of memory"
                                .formatted(processors, bytes / (1L << 30)));
    }

    private static double quantity(JsonNode brokers, String name) {
        String text = brokers.at("/resources/requests/" + name).asText();
        return Quantity.getAmountInBytes(Quantity.parse(text)).doubleValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operating.md", "metrics.md", "alerts.md"})
    void everyFileThatIsNamedIsThere(String page) throws Exception {
        String text = Files.readString(DOCS.resolve(page));
        assertThat(FILE.matcher(text).results().map(match -> match.group()))
                .isNotEmpty()
                .filteredOn(file -> !file.startsWith("k8s/overlays/mine"))
                .allSatisfy(file -> assertThat(Path.of("..", file)).exists());
    }
}
