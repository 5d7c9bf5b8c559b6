package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders the folders with Kustomize itself. */
class KustomizeTest {

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#folders")
    void rendersWhatTheOtherTestsRead(String folder) throws Exception {
        Optional<Manifests> rendered = Manifests.render(folder);
        assumeThat(rendered).describedAs("needs kubectl or kustomize").isPresent();
        assertThat(byName(rendered.orElseThrow())).isEqualTo(byName(Manifests.read(folder)));
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#folders")
    void putsEveryResourceIntoTheNamespace(String folder) {
        assertThat(Manifests.read(folder).resources())
                .filteredOn(resource -> !Manifests.kind(resource).equals("Namespace"))
                .isNotEmpty()
                .allMatch(
                        resource ->
                                resource.at("/metadata/namespace").asText().equals("countenance"));
    }

    private static Map<String, ObjectNode> byName(Manifests manifests) {
        return manifests.resources().stream()
                .collect(
                        Collectors.toMap(
                                resource ->
                                        Manifests.kind(resource) + " " + Manifests.name(resource),
                                Function.identity()));
    }
}
