package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.k8s.Pods.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods: what they may do on their node, and whether all that they name is there. */
class PodsTest {

    /** Secrets that are made elsewhere: by Strimzi, or by hand as docs/operating.md says. */
    private static final Set<String> SECRETS =
            Set.of("kafka-cluster-ca-cert", "camera-entrance", "dashboard-token", "countenance-s3");

    /** Its image, not ours, writes its configuration at the start. */
    private static final String DEVELOPMENT_BROKER = "kafka";

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void podsKeepToTheRestrictedStandard(String folder) {
        List<Pod> pods = Pods.of(Manifests.read(folder));
        assertThat(pods).isNotEmpty();
        for (Pod pod : pods) {
            JsonNode context = pod.spec().path("securityContext");
            assertThat(context.path("runAsNonRoot").asBoolean()).as(pod.owner()).isTrue();
            assertThat(context.path("runAsUser").asInt()).as(pod.owner()).isPositive();
            assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.spec().findValue("hostPath")).isNull();
            assertThat(pod.spec().has("hostNetwork")).isFalse();
            for (JsonNode container : pod.containers()) {
                JsonNode own = container.path("securityContext");
                assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(Manifests.values(own.at("/capabilities/drop"))).containsExactly("ALL");
                assertThat(own.path("readOnlyRootFilesystem").asBoolean())
                        .as("%s/%s", pod.owner(), container.path("name").asText())
                        .isEqualTo(!pod.owner().equals(DEVELOPMENT_BROKER));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void onlyFlinkItselfSpeaksWithTheApiServer(String folder) {
        Manifests manifests = Manifests.read(folder);
        for (Pod pod : Pods.of(manifests)) {
            boolean flinks =
                    manifests.all("FlinkDeployment").stream()
                            .anyMatch(job -> Manifests.name(job).equals(pod.owner()));
            if (!flinks) {
                assertThat(pod.spec().path("automountServiceAccountToken").asBoolean(true))
                        .as(pod.owner())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void containersHaveLimitsAndPinnedImages(String folder) {
        Manifests manifests = Manifests.read(folder);
        for (Pod pod : Pods.of(manifests)) {
            if (manifests.all("FlinkDeployment").isEmpty()) {
                for (JsonNode container : pod.containers()) {
                    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                    assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
                    assertThat(container.path("image").asText())
                            .matches(".+/.+:\\d+\\.\\d+\\.\\d+");
                }
            }
        }
        if (!manifests.all("FlinkDeployment").isEmpty() && !folder.equals("base")) {
            assertThat(manifests.flinkDeployment().path("image").asText())
                    .matches(".+/.+:\\d+\\.\\d+\\.\\d+");
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void everyMountHasAVolumeAndEveryVolumeAMount(String folder) {
        for (Pod pod : Pods.of(Manifests.read(folder))) {
            Set<String> mounted = new TreeSet<>();
            for (JsonNode container : pod.containers()) {
                Set<String> paths = new HashSet<>();
                for (JsonNode mount : container.path("volumeMounts")) {
                    mounted.add(mount.path("name").asText());
                    assertThat(paths.add(mount.path("mountPath").asText())).isTrue();
                }
                assertThat(pod.owner().equals(DEVELOPMENT_BROKER) || writesToItsHome(container))
                        .as("%s has a place for temporary files", pod.owner())
                        .isTrue();
            }
            assertThat(mounted)
                    .as(pod.owner())
                    .containsExactlyInAnyOrderElementsOf(
                            pod.spec().path("volumes").findValuesAsText("name").stream()
                                    .filter(name -> isVolume(pod, name))
                                    .collect(Collectors.toSet()));
        }
    }

    /** A program of ours has /tmp; one that only copies files needs none. */
    private static boolean writesToItsHome(JsonNode container) {
        return container.path("name").asText().equals("publish")
                || container.path("volumeMounts").findValuesAsText("mountPath").contains("/tmp");
    }

    /** A volume's own name, not that of what is in it. */
    private static boolean isVolume(Pod pod, String name) {
        return StreamSupport.stream(pod.spec().path("volumes").spliterator(), false)
                .anyMatch(volume -> volume.path("name").asText().equals(name));
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void allThatPodsNameIsThere(String folder) {
        Manifests all = Manifests.read(folder);
        if (all.all("FlinkDeployment").isEmpty() && !folder.equals("overlays/dev")) {
            // What is applied beside the job finds what the job's folder has.
            all =
                    all.and(
                            Manifests.read(
                                    folder.equals("backfill-s3") ? "overlays/cpu-s3" : "base"));
        }
        for (Pod pod : Pods.of(all)) {
            JsonNode spec = pod.spec();
            for (String claim : spec.findValuesAsText("claimName")) {
                all.only("PersistentVolumeClaim", claim);
            }
            for (JsonNode reference : spec.findValues("configMap")) {
                all.only("ConfigMap", reference.path("name").asText());
            }
            Set<String> secrets = new TreeSet<>(spec.findValuesAsText("secretName"));
            spec.findValues("secretKeyRef").forEach(key -> secrets.add(key.path("name").asText()));
            spec.findValues("secretRef").forEach(key -> secrets.add(key.path("name").asText()));
            Set<String> users =
                    all.all("KafkaUser").stream().map(Manifests::name).collect(Collectors.toSet());
            assertThat(secrets)
                    .as(pod.owner())
                    .allMatch(secret -> SECRETS.contains(secret) || users.contains(secret));
            for (String path : spec.findValuesAsText("subPath")) {
                assertThat(all.all("ConfigMap"))
                        .as(path)
                        .anyMatch(map -> map.path("data").has(path));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void servicesAndProbesNamePortsOfTheirPods(String folder) {
        Manifests manifests = Manifests.read(folder);
        for (JsonNode service : manifests.all("Service")) {
            Map<String, String> selector = Manifests.texts(service.at("/spec/selector"));
            List<Pod> selected =
                    Pods.of(manifests).stream()
                            .filter(pod -> pod.labels().entrySet().containsAll(selector.entrySet()))
                            .toList();
            assertThat(selected).as(Manifests.name(service)).hasSize(1);
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target = port(selected.get(0), port.path("targetPort").asText());
                assertThat(target.path("containerPort").asInt())
                        .isEqualTo(port.path("port").asInt());
            }
        }
        for (Pod pod : Pods.of(manifests)) {
            for (JsonNode container : pod.containers()) {
                for (String probe : List.of("/readinessProbe", "/livenessProbe", "/startupProbe")) {
                    JsonNode port = container.at(probe).findValue("port");
                    if (port != null) {
                        assertThat(port(pod, port.asText())).isNotNull();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void whatPrometheusScrapesIsAPortOfTheJobs(String folder) {
        Manifests manifests = Manifests.read(folder);
        Pod job = Pods.of(manifests).get(0);
        String port = manifests.flinkConfiguration().get("metrics.reporter.prom.port");
        assertThat(port(job, "metrics").path("containerPort").asText()).isEqualTo(port);
        JsonNode monitor = Manifests.read("monitoring").only("PodMonitor");
        assertThat(monitor.at("/metadata/namespace"))
                .isEqualTo(manifests.only("FlinkDeployment").at("/metadata/namespace"));
        assertThat(monitor.at("/spec/selector/matchLabels/app").asText()).isEqualTo(job.owner());
        assertThat(monitor.at("/spec/podMetricsEndpoints"))
                .isNotEmpty()
                .allMatch(endpoint -> port(job, endpoint.path("port").asText()) != null);
        assertThat(manifests.only("NetworkPolicy").at("/spec/ingress").toString())
                .contains("\"app.kubernetes.io/name\":\"prometheus\"")
                .contains("{\"port\":%s}".formatted(port));
    }

    private static JsonNode port(Pod pod, String name) {
        for (JsonNode container : pod.containers()) {
            for (JsonNode port : container.path("ports")) {
                if (port.path("name").asText().equals(name)) {
                    return port;
                }
            }
        }
        throw new IllegalStateException(pod.owner() + " has no port " + name);
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void selectorsSelectTheirPods(String folder) {
        Manifests manifests = Manifests.read(folder);
        for (JsonNode deployment : manifests.all("Deployment")) {
            Map<String, String> labels =
                    Manifests.texts(deployment.at("/spec/template/metadata/labels"));
            assertThat(labels)
                    .containsAllEntriesOf(
                            Manifests.texts(deployment.at("/spec/selector/matchLabels")));
        }
        for (JsonNode policy : manifests.all("NetworkPolicy")) {
            Map<String, String> selector =
                    Manifests.texts(policy.at("/spec/podSelector/matchLabels"));
            assertThat(Pods.of(manifests))
                    .as(Manifests.name(policy))
                    .anyMatch(pod -> pod.labels().entrySet().containsAll(selector.entrySet()));
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#withPods")
    void everyPodHasANetworkPolicyBothWays(String folder) {
        Manifests manifests = Manifests.read(folder);
        if (folder.equals("overlays/dev")) {
            assertThat(manifests.all("NetworkPolicy")).isEmpty();
            return;
        }
        for (Pod pod : Pods.of(manifests)) {
            JsonNode policy =
                    manifests.all("NetworkPolicy").stream()
                            .filter(
                                    one ->
                                            pod.labels()
                                                    .entrySet()
                                                    .containsAll(
                                                            Manifests.texts(
                                                                            one.at(
                                                                                    "/spec/podSelector/matchLabels"))
                                                                    .entrySet()))
                            .findFirst()
                            .orElseThrow();
            assertThat(Manifests.values(policy.at("/spec/policyTypes")))
                    .containsExactly("Ingress", "Egress");
            assertThat(pod.labels()).containsEntry("app.kubernetes.io/part-of", "countenance");
        }
    }

    @Test
    void trainingHasNoNetworkAtAll() {
        JsonNode spec = Manifests.read("retrain").only("NetworkPolicy").path("spec");
        assertThat(spec.has("ingress")).isFalse();
        assertThat(spec.has("egress")).isFalse();
    }

    @Test
    void theNamespaceWarnsOfPodsThatAreNotRestricted() {
        assertThat(Manifests.texts(Manifests.read("base").only("Namespace").at("/metadata/labels")))
                .containsEntry("pod-security.kubernetes.io/warn", "restricted");
    }
}
