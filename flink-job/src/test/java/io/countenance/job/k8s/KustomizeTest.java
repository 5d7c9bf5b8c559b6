package io.countenance.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders the folders with Kustomize itself. */
class KustomizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void rendersWhatTheOtherTestsRead(String folder) throws Exception {
        Manifests rendered = render(folder);
        Manifests read = Manifests.read(folder);
        assertThat(names(rendered)).containsExactlyInAnyOrderElementsOf(names(read));
        assertThat(rendered.flinkDeployment()).isEqualTo(read.flinkDeployment());
        assertThat(rendered.all("KafkaTopic"))
                .extracting(topic -> topic.path("spec"))
                .containsExactlyInAnyOrderElementsOf(
                        read.all("KafkaTopic").stream().map(topic -> topic.path("spec")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void putsEveryResourceIntoItsNamespace(String folder) throws Exception {
        Manifests rendered = render(folder);
        for (JsonNode resource : rendered.resources()) {
            String expected =
                    switch (resource.path("kind").asText()) {
                        case "Namespace" -> "";
                        case "KafkaTopic" -> "kafka";
                        default -> Manifests.name(rendered.only("Namespace"));
                    };
            assertThat(resource.at("/metadata/namespace").asText())
                    .as(Manifests.name(resource))
                    .isEqualTo(expected);
        }
        assertThat(rendered.only("RoleBinding").at("/subjects/0/namespace").asText())
                .isEqualTo("countenance");
    }

    private static Manifests render(String folder) throws Exception {
        Optional<Manifests> rendered = Manifests.render(folder);
        assumeThat(rendered).describedAs("needs kubectl or kustomize").isPresent();
        return rendered.orElseThrow();
    }

    private static List<String> names(Manifests manifests) {
        return manifests.resources().stream()
                .map(resource -> resource.path("kind").asText() + " " + Manifests.name(resource))
                .toList();
    }
}
