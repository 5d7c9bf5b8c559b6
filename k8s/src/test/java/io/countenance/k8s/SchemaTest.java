package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every manifest against its resource's schema, unknown fields failing. */
class SchemaTest {

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#folders")
    void everyResourceIsValid(String folder) {
        for (JsonNode resource : Manifests.read(folder).resources()) {
            if (!Manifests.kind(resource).equals("FlinkDeployment")) {
                assertThatCode(() -> ResourceModels.read(resource))
                        .as("%s %s", Manifests.kind(resource), Manifests.name(resource))
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void flinkDeploymentIsValid(String folder) throws Exception {
        JsonNode spec = Manifests.read(folder).flinkDeployment();
        assertThat(FlinkDeploymentSchema.ours().errors(spec)).isEmpty();
        for (JsonNode template : spec.findValues("podTemplate")) {
            assertThat(ResourceModels.read(template, PodTemplateSpec.class).getSpec()).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void flinkDeploymentIsValidForTheOperator(String folder) throws Exception {
        assertThat(operators().errors(Manifests.read(folder).flinkDeployment())).isEmpty();
    }

    @Test
    void ourSchemaIsPartOfTheOperators() throws Exception {
        assertIsPart(FlinkDeploymentSchema.ours().spec(), operators().spec(), "spec");
    }

    private static void assertIsPart(JsonNode ours, JsonNode operators, String path) {
        assertThat(operators.path("type")).as(path).isEqualTo(ours.path("type"));
        if (ours.has("enum")) {
            assertThat(Manifests.values(operators.path("enum")))
                    .as(path)
                    .containsAll(Manifests.values(ours.path("enum")));
        }
        Iterator<Map.Entry<String, JsonNode>> properties = ours.path("properties").fields();
        while (properties.hasNext()) {
            Map.Entry<String, JsonNode> property = properties.next();
            assertIsPart(
                    property.getValue(),
                    operators.path("properties").path(property.getKey()),
                    path + "." + property.getKey());
        }
    }

    private static FlinkDeploymentSchema operators() throws Exception {
        Optional<FlinkDeploymentSchema> schema = FlinkDeploymentSchema.operators();
        assumeThat(schema).describedAs("needs ../shared/k8s/crds").isPresent();
        return schema.orElseThrow();
    }

    @Test
    void unknownFieldsAndVersionsFail() throws Exception {
        assertThat(FlinkDeploymentSchema.ours().errors(broken()))
                .hasSize(2)
                .anyMatch(message -> message.contains("flinkVersion"))
                .anyMatch(message -> message.contains("parallelisms"));
        assertThatThrownBy(
                        () ->
                                ResourceModels.read(
                                        broken().path("podTemplate"), PodTemplateSpec.class))
                .hasMessageContaining("Unrecognized field \"volumeMount\"");
    }

    @Test
    void unknownFieldsFailForTheOperatorToo() throws Exception {
        assertThat(operators().errors(broken()))
                .hasSize(3)
                .anyMatch(message -> message.contains("volumeMount"));
    }

    private static ObjectNode broken() {
        ObjectNode spec = (ObjectNode) Manifests.read("base").flinkDeployment();
        spec.put("flinkVersion", "v9_9");
        ((ObjectNode) spec.path("job")).put("parallelisms", 4);
        ((ObjectNode) spec.at("/podTemplate/spec/containers/0")).put("volumeMount", "data");
        return spec;
    }

    @ParameterizedTest
    @CsvSource({
        "base, Role, /metadata",
        "base, NetworkPolicy, /spec",
        "base, KafkaTopic, /spec",
        "base, KafkaUser, /spec",
        "base, KafkaNodePool, /spec",
        "dashboard, Service, /spec/ports/0",
        "monitoring, PodMonitor, /spec/podMetricsEndpoints/0",
        "monitoring, PrometheusRule, /spec/groups/0/rules/0"
    })
    void unknownFieldsOfOtherResourcesFail(String folder, String kind, String place) {
        ObjectNode resource = Manifests.read(folder).all(kind).get(0);
        ((ObjectNode) resource.at(place)).put("nonsense", 1);
        assertThatThrownBy(() -> ResourceModels.read(resource))
                .hasMessageContaining("Unrecognized field \"nonsense\"");
    }
}
