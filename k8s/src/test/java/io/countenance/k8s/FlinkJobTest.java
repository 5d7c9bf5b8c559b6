package io.countenance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.sink.Delivery;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.vision.inference.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the manifests say of the job against the job and against Flink. */
class FlinkJobTest {

    private static final Duration LARGEST_TRANSACTION_OF_A_BROKER = Duration.ofMinutes(15);

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void everyArgumentIsAnOptionOfTheJob(String folder) throws Exception {
        JobOptions options = JobArguments.parse(Manifests.read(folder));
        assertThat(options.resultSinks().delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(options.resultSinks().transactionTimeout())
                .isGreaterThan(options.checkpointInterval())
                .isLessThanOrEqualTo(LARGEST_TRANSACTION_OF_A_BROKER);
    }

    @Test
    void overlaysNameTheirDevice() throws Exception {
        assertThat(device("base")).isEqualTo(Device.AUTO);
        assertThat(device("overlays/cpu")).isEqualTo(Device.CPU);
        assertThat(device("overlays/gpu")).isEqualTo(Device.CUDA);
    }

    private static Device device(String folder) throws Exception {
        return JobArguments.parse(Manifests.read(folder)).detector().device();
    }

    private static Stream<Map<String, String>> configurations() {
        return Stream.concat(
                Manifests.deployments().map(folder -> Manifests.read(folder).flinkConfiguration()),
                Stream.of(development()));
    }

    private static Map<String, String> development() {
        try {
            return Manifests.texts(
                    Manifests.parse(
                            Manifests.read("overlays/dev")
                                    .only("ConfigMap")
                                    .at("/data/config.yaml")
                                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyFlinkSettingIsKnownToFlinkAndHasItsType(Map<String, String> settings)
            throws Exception {
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
    @MethodSource("configurations")
    void metricsAreReportedWhereTheyAreLookedFor(Map<String, String> settings) {
        assertThat(settings)
                .containsEntry(
                        "metrics.reporter.prom." + MetricOptions.REPORTER_FACTORY_CLASS.key(),
                        PrometheusReporterFactory.class.getName())
                .containsEntry("metrics.reporter.prom.port", "9249");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void nativesAreLoadedByTheClassLoaderThatStays(Map<String, String> settings) {
        Configuration configuration = Configuration.fromMap(settings);
        assertThat(List.of(CoreOptions.getParentFirstLoaderPatterns(configuration)))
                .contains("ai.onnxruntime.", "org.bytedeco.");
        assertThat(configuration.get(CoreOptions.FLINK_JVM_OPTIONS).split(" "))
                .startsWith(
                        "-Donnxruntime.native.path=" + Dockerfile.of("job").copied("onnxruntime"),
                        "-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp");
    }

    /** The job does not start without them, and a setting of ours replaces Flink's own. */
    @ParameterizedTest
    @MethodSource("configurations")
    void javaIsAsOpenAsToTheTests(Map<String, String> settings) {
        List<String> opened =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("--add-opens="))
                        .toList();
        assertThat(opened).isNotEmpty();
        assertThat(Configuration.fromMap(settings).get(CoreOptions.FLINK_JVM_OPTIONS).split(" "))
                .containsAll(opened);
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void taskManagerMemoryAddsUp(String folder) throws Exception {
        Manifests manifests = Manifests.read(folder);
        Map<String, String> settings = new HashMap<>(manifests.flinkConfiguration());
        settings.put(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY.key(),
                manifests.flinkDeployment().at("/taskManager/resource/memory").asText());
        settings.put(
                JobManagerOptions.TOTAL_PROCESS_MEMORY.key(),
                manifests.flinkDeployment().at("/jobManager/resource/memory").asText());
        assertMemoryAddsUp(settings, JobArguments.parse(manifests));
    }

    @Test
    void developmentMemoryAddsUp() {
        assertMemoryAddsUp(development(), JobOptions.parse("--kafka.bootstrap-servers=kafka:9092"));
    }

    private static void assertMemoryAddsUp(Map<String, String> settings, JobOptions options) {
        Configuration configuration = Configuration.fromMap(settings);
        var memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        int slots = configuration.get(TaskManagerOptions.NUM_TASK_SLOTS);
        // A batch that is read and one that waits, in each slot.
        long batches = 2L * slots * options.batchLimits().maxBytes();
        assertThat(memory.getTaskHeapSize().getBytes()).isGreaterThan(2 * batches);
        assertThat(memory.getManagedMemorySize().getBytes()).isZero();
        assertThat(
                        JobManagerProcessUtils.processSpecFromConfig(configuration)
                                .getFlinkMemory()
                                .getJvmHeapMemorySize())
                .isGreaterThan(MemorySize.ofMebiBytes(512));
    }

    @Test
    void developmentPodsHaveTheMemoryThatFlinkTakes() {
        Manifests manifests = Manifests.read("overlays/dev");
        for (String component : List.of("jobmanager", "taskmanager")) {
            String limit =
                    manifests
                            .only("Deployment", component)
                            .at("/spec/template/spec/containers/0/resources/limits/memory")
                            .asText();
            assertThat(MemorySize.parse(limit.replace("Mi", "m")))
                    .isEqualTo(
                            MemorySize.parse(
                                    development().get(component + ".memory.process.size")));
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void runsTheJobsMainClassFromTheImagesJar(String folder) {
        JsonNode job = Manifests.read(folder).job();
        assertThat(job.path("entryClass").asText()).isEqualTo(CountenanceJob.class.getName());
        assertThat(job.path("jarURI").asText())
                .isEqualTo("local://" + Dockerfile.of("job").copied("countenance-job.jar"));
        assertThat(job.path("upgradeMode").asText()).isEqualTo("savepoint");
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void whatARestartNeedsIsKeptWhereEveryPodFindsIt(String folder) {
        Manifests manifests = Manifests.read(folder);
        Map<String, String> settings = manifests.flinkConfiguration();
        assertThat(HighAvailabilityMode.fromConfig(Configuration.fromMap(settings)))
                .isEqualTo(HighAvailabilityMode.KUBERNETES);
        boolean onVolume = !manifests.all("PersistentVolumeClaim").isEmpty();
        String place = onVolume ? "file:///data/" : "s3://countenance/";
        assertThat(settings.get("execution.checkpointing.dir")).startsWith(place);
        assertThat(settings.get("execution.checkpointing.savepoint-dir")).startsWith(place);
        assertThat(settings.get(HighAvailabilityOptions.HA_STORAGE_PATH.key())).startsWith(place);
        JsonNode pod = manifests.flinkDeployment().at("/podTemplate/spec");
        assertThat(pod.findValuesAsText("claimName").contains("countenance-data"))
                .isEqualTo(onVolume);
        assertThat(pod.findValuesAsText("mountPath").contains("/data")).isEqualTo(onVolume);
        if (onVolume) {
            JsonNode claim = manifests.only("PersistentVolumeClaim");
            assertThat(Manifests.values(claim.at("/spec/accessModes")))
                    .containsExactly("ReadWriteMany");
        }
    }

    @Test
    void theRoleIsTheJobsAndNamesWhatItMayDo() {
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
            assertThat(Manifests.values(rule.path("resources"))).doesNotContain("secrets");
            if (Manifests.values(rule.path("apiGroups")).contains("apps")) {
                assertThat(Manifests.values(rule.path("resourceNames")))
                        .containsExactly(Manifests.name(manifests.only("FlinkDeployment")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void parallelismFillsTaskManagersAndPartitions(String folder) {
        Manifests manifests = Manifests.read(folder);
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        int parallelism = manifests.job().path("parallelism").asInt();
        assertThat(parallelism % configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)).isZero();
        int partitions =
                manifests.only("KafkaTopic", "video-frames").at("/spec/partitions").asInt();
        assertThat(partitions).isGreaterThanOrEqualTo(parallelism);
        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM) % partitions).isZero();
        assertThat(configuration.get(AutoScalerOptions.AUTOSCALER_ENABLED)).isTrue();
        assertThat(configuration.get(AutoScalerOptions.VERTEX_MAX_PARALLELISM))
                .isEqualTo(partitions);
        assertThat(configuration.get(JobManagerOptions.SCHEDULER))
                .isEqualTo(JobManagerOptions.SchedulerType.Adaptive);
    }

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Manifests#deployments")
    void aDrainedNodeFindsPodsThatItMayTake(String folder) {
        Manifests manifests = Manifests.read(folder);
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        int taskManagers =
                manifests.job().path("parallelism").asInt()
                        / configuration.get(TaskManagerOptions.NUM_TASK_SLOTS);
        Map<String, Integer> pods =
                Map.of(
                        "jobmanager",
                        manifests.flinkDeployment().at("/jobManager/replicas").asInt(),
                        "taskmanager",
                        taskManagers);
        assertThat(manifests.all("PodDisruptionBudget")).hasSize(2);
        for (JsonNode budget : manifests.all("PodDisruptionBudget")) {
            Map<String, String> labels = Manifests.texts(budget.at("/spec/selector/matchLabels"));
            assertThat(labels)
                    .containsEntry("app", Manifests.name(manifests.only("FlinkDeployment")));
            assertThat(budget.at("/spec/minAvailable").asInt())
                    .isEqualTo(pods.get(labels.get("component")) - 1);
        }
    }

    @Test
    void gpuOverlayAsksKubernetesForOneGpuForEachTaskManager() {
        Manifests manifests = Manifests.read("overlays/gpu");
        Configuration configuration = Configuration.fromMap(manifests.flinkConfiguration());
        assertThat(configuration.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST))
                .containsExactly("gpu");
        assertThat(manifests.flinkConfiguration())
                .containsEntry("external-resource.gpu.kubernetes.config-key", "nvidia.com/gpu")
                .containsEntry("external-resource.gpu.amount", "1");
        assertThat(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS)).isGreaterThan(1);
        JsonNode pod = manifests.flinkDeployment().at("/taskManager/podTemplate/spec");
        assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
        assertThat(pod.at("/nodeSelector").has("nvidia.com/gpu.present")).isTrue();
        assertThat(manifests.flinkDeployment().path("image").asText()).contains("-cuda:");
    }
}
