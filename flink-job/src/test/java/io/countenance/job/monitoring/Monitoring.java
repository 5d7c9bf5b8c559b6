package io.countenance.job.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Prometheus and Grafana are given on Kubernetes, and what the job gives to them. */
public final class Monitoring {

    private static final Path FOLDER = Path.of("../k8s/components/monitoring");
    private static final Path DEPLOYMENT = Path.of("../k8s/base/job/metrics-and-logs.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Monitoring() {}

    /** Groups of alert rules, as Prometheus' own files have them. */
    public static JsonNode ruleGroups() throws IOException {
        return YAML.readTree(FOLDER.resolve("alerts.yaml").toFile()).path("spec");
    }

    /** All alerts. */
    public static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : ruleGroups().path("groups")) {
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }

    /** The dashboard, as Grafana has it. */
    public static JsonNode dashboard() throws IOException {
        JsonNode configMap = YAML.readTree(FOLDER.resolve("dashboard.yaml").toFile());
        return new ObjectMapper().readTree(configMap.at("/data/countenance.json").asText());
    }

    /** The FlinkDeployment's settings for metrics. */
    public static Map<String, String> flinkConfiguration() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        deployment()
                .path("flinkConfiguration")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        return settings;
    }

    /** The configuration of the logs. */
    public static String logConfiguration() throws IOException {
        return deployment().at("/logConfiguration/log4j-console.properties").asText();
    }

    private static JsonNode deployment() throws IOException {
        return YAML.readTree(DEPLOYMENT.toFile()).path("spec");
    }
}
