package io.countenance.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.publish.Publish;
import io.countenance.dashboard.Dashboard;
import io.countenance.demo.backfill.Backfill;
import io.countenance.job.CountenanceJob;
import io.countenance.job.options.JobOptions;
import io.countenance.k8s.Pods.Pod;
import io.countenance.lab.cli.ModelLab;
import io.countenance.options.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parses what the manifests give to the programs, by the programs' own options. */
class ProgramsTest {

    @Test
    void thePublishersArgumentsAreItsOptions() {
        Pod pod = Pods.of(Manifests.read("publisher")).get(0);
        List<String> arguments = arguments("publisher", pod);
        assertParses(new Publish(), arguments);
        assertThat(option(arguments, "--rtsp-file=entrance="))
                .isEqualTo(mountOf(pod, "camera-entrance") + "/url");
        assertThat(pod.labels()).containsEntry("camera", "entrance");
    }

    @Test
    void noSecretIsPutIntoAnArgument() {
        Manifests.withPods()
                .flatMap(folder -> Pods.of(Manifests.read(folder)).stream())
                .flatMap(pod -> pod.containers().stream())
                .forEach(
                        container ->
                                assertThat(Manifests.values(container.path("args")))
                                        .noneMatch(argument -> argument.contains("$(")));
    }

    @Test
    void theLivePagesArgumentsAreItsOptions() {
        Manifests manifests = Manifests.read("dashboard");
        Pod pod = Pods.of(manifests).get(0);
        JsonNode container = pod.container("dashboard");
        List<String> arguments = arguments("dashboard", pod);
        assertParses(new Dashboard(), arguments);
        assertThat(option(arguments, "--token-file="))
                .isEqualTo(mountOf(pod, "dashboard-token") + "/token");
        String port = option(arguments, "--port=");
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(port);
        assertThat(manifests.only("NetworkPolicy").at("/spec/ingress/0/ports/0/port").asText())
                .isEqualTo(port);
        assertThat(Dockerfile.of("programs").stage("dashboard").last("HEALTHCHECK"))
                .contains("/" + port + " ")
                .contains("GET " + container.at("/livenessProbe/httpGet/path").asText() + " ");
    }

    @Test
    void theLivePageMayReadWhatItShowsAndNothingElse() {
        assertThat(arguments("dashboard", Pods.of(Manifests.read("dashboard")).get(0)))
                .contains("--preview=off");
        List<JsonNode> rules = new ArrayList<>();
        Manifests.read("base")
                .only("KafkaUser", "countenance-dashboard")
                .at("/spec/authorization/acls")
                .forEach(rules::add);
        assertThat(rules)
                .extracting(rule -> rule.at("/resource/name").asText())
                .containsExactlyInAnyOrder(
                        "expression-windows", "room-windows", "frame-results", "dead-letters");
        assertThat(rules)
                .allMatch(rule -> rule.at("/resource/type").asText().equals("topic"))
                .allMatch(rule -> !rule.path("resource").has("patternType"))
                .allMatch(
                        rule ->
                                Manifests.values(rule.path("operations"))
                                        .equals(List.of("Describe", "Read")));
    }

    /** What the image's entry point and the manifest give to a program. */
    private static List<String> arguments(String program, Pod pod) {
        return Stream.concat(
                        Dockerfile.of("programs").stage(program).words("ENTRYPOINT").stream()
                                .filter(word -> word.startsWith("--")),
                        Manifests.values(pod.container(program).path("args")).stream())
                .toList();
    }

    /** Where the only container has the files of a secret. */
    private static String mountOf(Pod pod, String secret) {
        for (JsonNode volume : pod.spec().path("volumes")) {
            if (volume.at("/secret/secretName").asText().equals(secret)) {
                for (JsonNode mount : pod.containers().get(0).path("volumeMounts")) {
                    if (mount.path("name").equals(volume.path("name"))) {
                        return mount.path("mountPath").asText();
                    }
                }
            }
        }
        throw new IllegalStateException("no mount of " + secret);
    }

    @Test
    void theBackfillReadsAsTheLiveJobDoes() throws Exception {
        Pod pod = Pods.of(Manifests.read("backfill")).get(0);
        List<String> arguments = Manifests.values(pod.container("backfill").path("args"));
        assertParses(new Backfill(), arguments);
        String prefix = "--job-option=";
        String[] options =
                Stream.concat(
                                Stream.of("--kafka.bootstrap-servers=kafka:9093"),
                                arguments.stream()
                                        .filter(argument -> argument.startsWith(prefix))
                                        .map(argument -> argument.substring(prefix.length()))
                                        .filter(option -> !option.startsWith("kafka.properties"))
                                        .map(option -> "--" + option))
                        .toArray(String[]::new);
        JobOptions backfill = JobOptions.parse(options);
        JobOptions live = JobArguments.parse(Manifests.read("overlays/cpu"));
        assertThat(backfill.imageLimits()).isEqualTo(live.imageLimits());
        assertThat(backfill.windows()).isEqualTo(live.windows());
        assertThat(backfill.tracker()).isEqualTo(live.tracker());
        assertThat(backfill.cameraTime()).isEqualTo(live.cameraTime());
        assertThat(backfill.sampling()).isEqualTo(live.sampling());
        Manifests base = Manifests.read("base");
        JsonNode topic = base.only("KafkaTopic", "expression-windows");
        assertThat(backfill.topics().get(0).partitions())
                .isEqualTo(topic.at("/spec/partitions").asInt());
        assertThat(backfill.replication()).isEqualTo((short) topic.at("/spec/replicas").asInt());
        // The user may create and write topics of this prefix only.
        assertThat(arguments).anyMatch(argument -> argument.startsWith("--results=backfill-"));
        assertThat(base.only("KafkaUser", "countenance-backfill").toString())
                .contains("\"name\":\"backfill-\",\"patternType\":\"prefix\"");
    }

    @Test
    void aBackfillBesideS3IsTheSameWithoutTheDataVolume() {
        Pod onVolume = Pods.of(Manifests.read("backfill")).get(0);
        Pod onS3 = Pods.of(Manifests.read("backfill-s3")).get(0);
        assertThat(onVolume.spec().findValuesAsText("claimName")).contains("countenance-data");
        assertThat(onS3.spec().findValuesAsText("claimName")).isEmpty();
        assertThat(onS3.spec().findValuesAsText("mountPath")).doesNotContain("/data");
        assertThat(onS3.spec().path("volumes")).hasSize(onVolume.spec().path("volumes").size() - 1);
        assertThat(onS3.container("backfill").path("volumeMounts"))
                .hasSize(onVolume.container("backfill").path("volumeMounts").size() - 1);
        assertThat(onS3.container("backfill").path("args"))
                .isEqualTo(onVolume.container("backfill").path("args"));
    }

    @Test
    void retrainingTakesTheLabsCommandsInTurn() {
        Pod pod = Pods.of(Manifests.read("retrain")).get(0);
        Map<String, List<String>> steps =
                pod.containers().stream()
                        .filter(container -> container.has("args"))
                        .collect(
                                Collectors.toMap(
                                        container -> container.path("name").asText(),
                                        container -> Manifests.values(container.path("args"))));
        assertThat(pod.spec().path("initContainers").findValuesAsText("image")).hasSize(3);
        assertThat(steps).containsOnlyKeys("train", "export", "evaluate");
        steps.forEach(
                (name, arguments) -> {
                    assertThat(arguments.get(0)).isEqualTo(name);
                    assertParses(new ModelLab(), arguments);
                });
        String run = option(steps.get("train"), "--run=");
        assertThat(option(steps.get("export"), "--run=")).isEqualTo(run);
        String file = option(steps.get("export"), "--output=");
        assertThat(option(steps.get("evaluate"), "--model=")).isEqualTo(file);
        assertThat(option(steps.get("evaluate"), "--min-accuracy=")).isNotEqualTo("0");
        assertThat(publishing(pod)).contains("cp " + file + " ");
    }

    private static String option(List<String> arguments, String option) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .findFirst()
                .orElseThrow()
                .substring(option.length());
    }

    private static String publishing(Pod pod) {
        List<String> command = Manifests.values(pod.container("publish").path("command"));
        assertThat(command.subList(0, 2)).containsExactly("bash", "-euc");
        return command.get(2);
    }

    /** Runs the very script, on other folders. */
    @Test
    void publishingMovesTheModelIntoPlaceAndKeepsEachVersion(@TempDir Path folder)
            throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.writeString(work.resolve("expression-model.onnx"), "new");
        Files.writeString(models.resolve("expression-model.onnx"), "old");
        String script =
                publishing(Pods.of(Manifests.read("retrain")).get(0))
                        .replace("/work/", work + "/")
                        .replace("/data/models", models.toString());
        Process bash = new ProcessBuilder("bash", "-euc", script).redirectErrorStream(true).start();
        String output = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        assertThat(models.resolve("expression-model.onnx")).hasContent("new");
        try (Stream<Path> versions = Files.list(models.resolve("versions"))) {
            assertThat(versions.toList())
                    .singleElement()
                    .satisfies(v -> assertThat(v).hasContent("new"));
        }
        try (Stream<Path> left = Files.list(models)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("expression-model.onnx", "versions");
        }
    }

    @Test
    void developmentStartsTheJobWithItsOptions() {
        Manifests development = Manifests.read("overlays/dev");
        JsonNode jobManager =
                development.only("Deployment", "jobmanager").at("/spec/template/spec/containers/0");
        assertThat(Manifests.values(jobManager.path("command")))
                .endsWith("--job-classname", CountenanceJob.class.getName());
        List<String> arguments = Manifests.values(jobManager.path("args"));
        JobOptions options = JobOptions.parse(arguments.toArray(String[]::new));
        assertThat(options.createTopics()).isTrue();
        String broker =
                "%s:%d"
                        .formatted(
                                Manifests.name(development.only("Service", "kafka")),
                                development
                                        .only("Service", "kafka")
                                        .at("/spec/ports/0/port")
                                        .asInt());
        assertThat(options.kafkaConnection().bootstrapServers()).isEqualTo(broker);
        assertThat(development.only("Deployment", "kafka").toString())
                .contains("PLAINTEXT://" + broker);
    }

    private static void assertParses(Object program, List<String> arguments) {
        assertThatCode(
                        () ->
                                Program.commandLine(program)
                                        .parseArgs(arguments.toArray(String[]::new)))
                .as(Arrays.toString(arguments.toArray()))
                .doesNotThrowAnyException();
    }
}
