package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders the folders with Kustomize itself. */
class KustomizeTest {

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#folders")
    void rendersWhatTheOtherTestsRead(String folder) throws Exception {
        Optional<Manifests> rendered = Manifests.render(folder);
        assumeThat(rendered).describedAs("needs kubectl or kustomize").isPresent();
        assertThat(rendered.orElseThrow().byName()).isEqualTo(Manifests.read(folder).byName());
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

    /** Custom resources of operators that may be missing are in folders of their own. */
    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void deploymentsNeedNoOperatorsButFlinksAndStrimzi(String folder) {
        assertThat(Manifests.read(folder).resources())
                .extracting(resource -> resource.path("apiVersion").asText())
                .allMatch(
                        version ->
                                version.matches(
                                        "[a-z0-9/]+|[a-z.]+\\.k8s\\.io/v1|flink\\.apache\\.org/v1beta1|kafka\\.strimzi\\.io/v1beta2"));
    }
}
