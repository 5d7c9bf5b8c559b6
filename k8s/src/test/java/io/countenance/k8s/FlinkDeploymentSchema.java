package io.countenance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a FlinkDeployment's {@code spec}: as much of it as we use, written down here, or
 * the operator's own where that is at hand.
 *
 * @param spec the schema
 */
record FlinkDeploymentSchema(JsonNode spec) {

    static FlinkDeploymentSchema ours() throws IOException {
        return new FlinkDeploymentSchema(
                new ObjectMapper()
                        .readTree(
                                FlinkDeploymentSchema.class.getResource(
                                        "flink-deployment.schema.json")));
    }

    /** From the operator's custom resource definition in {@code ../shared}. */
    static Optional<FlinkDeploymentSchema> operators() throws IOException {
        Path file =
                Path.of(System.getProperty("countenance.shared", "../../shared"))
                        .resolve("k8s/crds/flinkdeployments.yml");
        if (!file.toFile().exists()) {
            return Optional.empty();
        }
        JsonNode spec =
                Manifests.document(file)
                        .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        refuseUnknownFields(spec);
        return Optional.of(new FlinkDeploymentSchema(spec));
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
        node.forEach(FlinkDeploymentSchema::refuseUnknownFields);
    }

    /** What is wrong with it; empty where nothing is. */
    List<String> errors(JsonNode flinkDeployment) {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(spec);
        return schema.validate(flinkDeployment).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }
}
