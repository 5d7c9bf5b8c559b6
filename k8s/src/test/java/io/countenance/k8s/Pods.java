package io.countenance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What runs in the pods that the manifests ask for. */
final class Pods {

    private Pods() {}

    /**
     * The pods of a resource.
     *
     * @param owner the resource's name
     * @param labels of its pods
     * @param spec of its pods
     */
    record Pod(String owner, Map<String, String> labels, JsonNode spec) {

        List<JsonNode> containers() {
            List<JsonNode> containers = new ArrayList<>();
            spec.path("initContainers").forEach(containers::add);
            spec.path("containers").forEach(containers::add);
            return containers;
        }

        JsonNode container(String name) {
            return containers().stream()
                    .filter(container -> container.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no container " + name));
        }
    }

    static List<Pod> of(Manifests manifests) {
        List<Pod> pods = new ArrayList<>();
        for (JsonNode resource : manifests.resources()) {
            String name = Manifests.name(resource);
            JsonNode template =
                    switch (Manifests.kind(resource)) {
                        case "Deployment", "Job" -> resource.at("/spec/template");
                        case "CronJob" -> resource.at("/spec/jobTemplate/spec/template");
                        case "FlinkDeployment" -> resource.at("/spec/podTemplate");
                        default -> null;
                    };
            if (template != null) {
                Map<String, String> labels = Manifests.texts(template.at("/metadata/labels"));
                if (Manifests.kind(resource).equals("FlinkDeployment")) {
                    // Flink's own label.
                    labels.put("app", name);
                }
                pods.add(new Pod(name, labels, template.path("spec")));
            }
        }
        return pods;
    }
}
