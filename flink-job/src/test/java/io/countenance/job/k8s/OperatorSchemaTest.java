package io.countenance.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validates the FlinkDeployment against the schema of the Flink Kubernetes Operator. */
class OperatorSchemaTest {

    private JsonSchema schema;

    @BeforeEach
    void readSchema() throws IOException {
        Path file =
                Path.of(System.getProperty("countenance.shared", "../../shared"))
                        .resolve("k8s/crds/flinkdeployments.yml");
        assumeThat(file).describedAs("needs ../shared/k8s/crds").exists();
        JsonNode definition = Manifests.document(file);
        JsonNode properties = definition.at("/spec/versions/0/schema/openAPIV3Schema/properties");
        JsonNode spec = properties.path("spec");
        refuseUnknownFields(spec);
        schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(spec);
    }

    /** The API server drops unknown fields without a word; here they fail. */
    private static void refuseUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object) {
            JsonNode preserve = object.remove("x-kubernetes-preserve-unknown-fields");
            object.remove("x-kubernetes-int-or-string");
            if (object.path("properties").isObject()
                    && preserve == null
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(OperatorSchemaTest::refuseUnknownFields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void flinkDeploymentIsValid(String folder) {
        Set<ValidationMessage> messages = schema.validate(Manifests.read(folder).flinkDeployment());
        assertThat(messages).isEmpty();
    }

    @Test
    void unknownFieldsAndVersionsFail() {
        ObjectNode spec = (ObjectNode) Manifests.read("base").flinkDeployment();
        spec.put("flinkVersion", "v9_9");
        ((ObjectNode) spec.path("job")).put("parallelisms", 4);
        ((ObjectNode) spec.at("/podTemplate/spec/containers/0")).put("volumeMount", "data");
        assertThat(schema.validate(spec))
                .extracting(ValidationMessage::getMessage)
                .hasSize(3)
                .anyMatch(message -> message.contains("flinkVersion"))
                .anyMatch(message -> message.contains("parallelisms"))
                .anyMatch(message -> message.contains("volumeMount"));
    }
}
