package io.countenance.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.RecordSize;
import io.countenance.connectors.sink.Delivery;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.vision.inference.Device;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what {@code k8s/} claims against the job and against Flink. */
class ManifestsTest {

    private static final Duration LARGEST_TRANSACTION_OF_A_BROKER = Duration.ofMinutes(15);

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void everyArgumentIsAnOptionOfTheJob(String folder) {
        JobOptions options = JobOptions.parse(Manifests.read(folder).arguments());
        assertThat(options.resultSinks().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(options.resultSinks().transactionTimeout())
                .isGreaterThan(options.checkpointInterval())
                .isLessThanOrEqualTo(LARGEST_TRANSACTION_OF_A_BROKER);
    }

    @Test
    void overlaysNameTheirDevice() {
        assertThat(JobOptions.parse(Manifests.read("base").arguments()).detector().device())
                .isEqualTo(Device.AUTO);
        assertThat(JobOptions.parse(Manifests.read("overlays/cpu").arguments()).detector().device())
                .isEqualTo(Device.CPU);
        assertThat(JobOptions.parse(Manifests.read("overlays/gpu").arguments()).detector().device())
                .isEqualTo(Device.CUDA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void everyFlinkSettingIsKnownToFlinkAndHasItsType(String folder) throws Exception {
        Map<String, String> settings = Manifests.read(folder).flinkConfiguration();
        Map<String, ConfigOption<?>> known = FlinkOptions.byKey();
        assertThat(known.keySet()).containsAll(settings.keySet());
        Configuration configuration = Configuration.fromMap(settings);
        for (String key : settings.keySet()) {
            assertThatCode(() -> configuration.get(known.get(key)))
                    .as("%s: %s", key, settings.get(key))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aMisspeltFlinkSettingIsNotKnown() throws Exception {
        assertThat(FlinkOptions.byKey())
                .containsKeys("taskmanager.numberOfTaskSlots", "execution.checkpointing.interval")
                .doesNotContainKey("taskmanager.numberOfTaskSlot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void taskManagerMemoryAddsUp(String folder) {
        Manifests manifests = Manifests.read(folder);
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        configuration.set(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                MemorySize.parse(
                        manifests.flinkDeployment().at("/taskManager/resource/memory").asText()));
        var memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        JobOptions options = JobOptions.parse(manifests.arguments());
        int slots = configuration.get(TaskManagerOptions.NUM_TASK_SLOTS);
        // A batch that is read and one that waits, in each slot.
        long batches = 2L * slots * options.batchLimits().maxBytes();
        assertThat(memory.getTaskHeapSize().getBytes()).isGreaterThan(2 * batches);
        assertThat(memory.getManagedMemorySize().getBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void runsTheJobsMainClassFromTheImagesJar(String folder) throws Exception {
        Manifests manifests = Manifests.read(folder);
        assertThat(manifests.job().path("entryClass").asText())
                .isEqualTo(CountenanceJob.class.getName());
        String jar = manifests.job().path("jarURI").asText();
        assertThat(jar).startsWith("local://");
        String dockerfile = Files.readString(Manifests.FOLDER.resolve("docker/job.Dockerfile"));
        assertThat(dockerfile)
                .contains(
                        "COPY --from=jars /jars/countenance-job.jar "
                                + jar.substring("local://".length())
                                + "\n");
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        assertThat(dockerfile).contains("COPY --from=jars /jars/onnxruntime /opt/onnxruntime\n");
        assertThat(configuration.get(CoreOptions.FLINK_TM_JVM_OPTIONS))
                .isEqualTo("-Donnxruntime.native.path=/opt/onnxruntime");
    }

    @Test
    void imageHasTheFlinkThatTheJobIsCompiledAgainst() throws Exception {
        String dockerfile = Files.readString(Manifests.FOLDER.resolve("docker/job.Dockerfile"));
        String version = EnvironmentInformation.getVersion();
        assertThat(dockerfile).contains("ARG FLINK_VERSION=" + version + "\n");
        assertThat(Manifests.read("base").flinkDeployment().path("flinkVersion").asText())
                .isEqualTo("v" + version.replaceAll("\\.\\d+$", "").replace('.', '_'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void nativesAreLoadedByTheClassLoaderThatStays(String folder) {
        Configuration configuration =
                Configuration.fromMap(Manifests.read(folder).flinkConfiguration());
        assertThat(List.of(CoreOptions.getParentFirstLoaderPatterns(configuration)))
                .contains("ai.onnxruntime.", "org.bytedeco.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void whatARestartNeedsIsKeptOnTheMountedVolume(String folder) {
        Manifests manifests = Manifests.read(folder);
        Map<String, String> settings = manifests.flinkConfiguration();
        JsonNode container = manifests.flinkDeployment().at("/podTemplate/spec/containers/0");
        assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
        String mount = "file://" + container.at("/volumeMounts/0/mountPath").asText() + "/";
        assertThat(settings.get("execution.checkpointing.dir")).startsWith(mount);
        assertThat(settings.get("execution.checkpointing.savepoint-dir")).startsWith(mount);
        assertThat(settings.get(HighAvailabilityOptions.HA_STORAGE_PATH.key())).startsWith(mount);
        assertThat(HighAvailabilityMode.fromConfig(Configuration.fromMap(settings)))
                .isEqualTo(HighAvailabilityMode.KUBERNETES);
        JsonNode volume = manifests.flinkDeployment().at("/podTemplate/spec/volumes/0");
        assertThat(volume.path("name").asText())
                .isEqualTo(container.at("/volumeMounts/0/name").asText());
        JsonNode claim = manifests.only("PersistentVolumeClaim");
        assertThat(volume.at("/persistentVolumeClaim/claimName").asText())
                .isEqualTo(Manifests.name(claim));
        assertThat(Manifests.values(claim.at("/spec/accessModes")))
                .containsExactly("ReadWriteMany");
    }

    @Test
    void serviceAccountHasARoleAndIsTheJobs() {
        Manifests manifests = Manifests.read("base");
        String account = Manifests.name(manifests.only("ServiceAccount"));
        JsonNode binding = manifests.only("RoleBinding");
        assertThat(manifests.flinkDeployment().path("serviceAccount").asText()).isEqualTo(account);
        assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
        assertThat(binding.at("/roleRef/name").asText())
                .isEqualTo(Manifests.name(manifests.only("Role")));
        for (JsonNode rule : manifests.only("Role").path("rules")) {
            for (String field : List.of("apiGroups", "resources", "verbs")) {
                assertThat(Manifests.values(rule.path(field))).isNotEmpty().doesNotContain("*");
            }
            if (Manifests.values(rule.path("apiGroups")).contains("apps")) {
                assertThat(Manifests.values(rule.path("resourceNames")))
                        .containsExactly(Manifests.name(manifests.only("FlinkDeployment")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void topicsAreTheJobsAndTakeItsLargestFrame(String folder) {
        Manifests manifests = Manifests.read(folder);
        Map<String, JsonNode> topics = new TreeMap<>();
        manifests
                .all("KafkaTopic")
                .forEach(topic -> topics.put(Manifests.name(topic), topic.path("spec")));
        JobOptions options = JobOptions.parse(manifests.arguments());
        assertThat(topics).containsOnlyKeys(options.topics().stream().map(Topic::name).toList());
        int maxFrame = options.imageLimits().maxBytes();
        assertThat(
                        topics.get(options.frameSource().topic())
                                .at("/config/max.message.bytes")
                                .asInt())
                .isGreaterThanOrEqualTo(RecordSize.limitFor(maxFrame));
        int parallelism = manifests.job().path("parallelism").asInt();
        assertThat(topics.values())
                .allSatisfy(
                        topic -> {
                            assertThat(topic.path("partitions").asInt())
                                    .isGreaterThanOrEqualTo(parallelism);
                            assertThat(topic.at("/config/min.insync.replicas").asInt())
                                    .isLessThan(topic.path("replicas").asInt());
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/cpu", "overlays/gpu"})
    void parallelismFillsTaskManagers(String folder) {
        Manifests manifests = Manifests.read(folder);
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        int parallelism = manifests.job().path("parallelism").asInt();
        assertThat(parallelism % configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)).isZero();
        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM))
                .isGreaterThanOrEqualTo(parallelism);
    }

    @Test
    void gpuOverlayAsksKubernetesForAGpu() {
        Manifests manifests = Manifests.read("overlays/gpu");
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        List<String> resources = configuration.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST);
        assertThat(resources).containsExactly("gpu");
        assertThat(manifests.flinkConfiguration())
                .containsEntry("external-resource.gpu.kubernetes.config-key", "nvidia.com/gpu")
                .containsEntry("external-resource.gpu.amount", "1");
        assertThat(
                        manifests
                                .flinkDeployment()
                                .at("/taskManager/podTemplate/spec/tolerations/0/key")
                                .asText())
                .isEqualTo("nvidia.com/gpu");
    }

    @Test
    void dockerfileRunsAsTheUserThatTheManifestsName() throws Exception {
        String user =
                Manifests.read("base")
                        .flinkDeployment()
                        .at("/podTemplate/spec/securityContext/runAsUser")
                        .asText();
        List<String> users = new ArrayList<>();
        var matcher =
                Pattern.compile("(?m)^USER (\\d+):\\d+$")
                        .matcher(
                                Files.readString(
                                        Manifests.FOLDER.resolve("docker/job.Dockerfile")));
        while (matcher.find()) {
            users.add(matcher.group(1));
        }
        assertThat(users).hasSize(2).containsOnly(user);
    }
}
