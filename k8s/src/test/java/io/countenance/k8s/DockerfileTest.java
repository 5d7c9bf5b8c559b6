package io.countenance.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.publish.Publish;
import io.countenance.dashboard.Dashboard;
import io.countenance.demo.backfill.Backfill;
import io.countenance.k8s.Dockerfile.Instruction;
import io.countenance.k8s.Dockerfile.Stage;
import io.countenance.lab.cli.ModelLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the Dockerfiles; no image is built here. */
class DockerfileTest {

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:\\d+(\\.\\d+)+\\S*");

    /** Of a runtime image nothing needs them; where a stage before it does, that one is left. */
    private static final List<String> BUILD_TOOLS =
            List.of("gcc", "g++", "make", "maven", "git", "curl", "wget", "zip", "-jdk", "npm");

    @ParameterizedTest
    @MethodSource("io.countenance.k8s.Dockerfile#all")
    void everyBaseImageIsPinned(Dockerfile file) {
        assertThat(file.stages())
                .extracting(Stage::base)
                .filteredOn(base -> !file.isStage(base))
                .isNotEmpty()
                .allMatch(base -> PINNED.matcher(base).matches());
    }

    @ParameterizedTest
    @CsvSource({
        "job, cpu",
        "job, cuda",
        "programs, publisher",
        "programs, dashboard",
        "programs, backfill",
        "programs, model-lab"
    })
    void imagesRunAsTheUserThatTheManifestsName(String file, String target) {
        String user =
                Manifests.read("base")
                        .flinkDeployment()
                        .at("/podTemplate/spec/securityContext/runAsUser")
                        .asText();
        assertThat(Dockerfile.of(file).stage(target).last("USER")).isEqualTo(user + ":" + user);
    }

    @ParameterizedTest
    @CsvSource({
        "job, cpu",
        "job, cuda",
        "programs, publisher",
        "programs, dashboard",
        "programs, backfill",
        "programs, model-lab"
    })
    void imagesHaveNoBuildTools(String file, String target) {
        for (Stage stage : Dockerfile.of(file).withBases(target)) {
            assertThat(stage.base()).doesNotContain("-devel", "-jdk", "maven");
            for (Instruction run : stage.all("RUN")) {
                assertThat(List.of(run.text().split("[\\s;&|]+")))
                        .doesNotContainAnyElementsOf(BUILD_TOOLS);
                assertThat(run.text().contains("apt-get install"))
                        .isEqualTo(run.text().contains("rm -rf /var/lib/apt/lists/*"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"job, 'flink-lib/,countenance-job.jar'", "programs, lib/"})
    void whatIsCopiedComesFromAnEarlierStageOrFromTheBuild(String name, String made) {
        Dockerfile file = Dockerfile.of(name);
        List<String> fromTheBuild = new ArrayList<>();
        for (int i = 0; i < file.stages().size(); i++) {
            for (Instruction copy : file.stages().get(i).all("COPY")) {
                String[] words = copy.text().split(" ");
                if (words[0].startsWith("--from=")) {
                    String from = words[0].substring("--from=".length());
                    assertThat(file.stages().subList(0, i)).extracting(Stage::name).contains(from);
                } else {
                    fromTheBuild.add(words[0]);
                }
            }
        }
        assertThat(String.join(",", fromTheBuild)).isEqualTo(made);
    }

    /** The build's own words, with Maven and Docker replaced by programs that do nothing. */
    @Test
    void theBuildMakesWhatIsCopied(@TempDir Path copy) throws Exception {
        Path build = prepare(copy);
        Process process =
                new ProcessBuilder(build.toString(), "registry.example:5000/team", "1.2")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(copy.resolve("flink-job/target/image"))
                .isDirectoryContaining("glob:**/countenance-job.jar");
        assertThat(copy.resolve("flink-job/target/image/flink-lib"))
                .isDirectoryContaining("glob:**/onnxruntime-1.jar");
        for (String module : List.of("connectors", "dashboard", "demo", "model-lab")) {
            assertThat(copy.resolve(module + "/target/image/lib"))
                    .isDirectoryContaining("glob:**/countenance-*.jar")
                    .isDirectoryContaining("glob:**/library-1.jar");
        }
        assertThat(output)
                .contains(
                        "build --file k8s/docker/job.Dockerfile --target cpu --tag registry.example:5000/team/countenance-job:1.2 flink-job/target/image\n")
                .contains(
                        "--target publisher --tag registry.example:5000/team/countenance-publisher:1.2 ")
                .contains(
                        "--target dashboard --tag registry.example:5000/team/countenance-dashboard:1.2 ")
                .contains(
                        "--target backfill --tag registry.example:5000/team/countenance-backfill:1.2 ")
                .contains(
                        "--target model-lab --tag registry.example:5000/team/countenance-model-lab:1.2 ")
                .contains("push registry.example:5000/team/countenance-model-lab:1.2\n");
        JsonNode written = Manifests.document(copy.resolve("k8s/images/kustomization.yaml"));
        JsonNode before = Manifests.document(Path.of("images/kustomization.yaml"));
        assertThat(written.findValuesAsText("name")).isEqualTo(before.findValuesAsText("name"));
        assertThat(written.path("kind")).isEqualTo(before.path("kind"));
        for (JsonNode image : written.path("images")) {
            String name = image.path("name").asText();
            boolean built = !name.equals("countenance-job-cuda");
            assertThat(image.path("newTag").asText()).as(name).isEqualTo(built ? "1.2" : "0.1.0");
            assertThat(image.path("newName").asText())
                    .isEqualTo(
                            (built ? "registry.example:5000/team/" : "registry.example/") + name);
        }
    }

    private static Path prepare(Path copy) throws Exception {
        Path build = copy.resolve("k8s/docker/build-images");
        copy(Path.of("docker/build-images"), build);
        copy(Path.of("images/kustomization.yaml"), copy.resolve("k8s/images/kustomization.yaml"));
        Files.writeString(build, Files.readString(build).replace("mvn -q", "true mvn"));
        Files.writeString(
                build, Files.readString(build).replace("${DOCKER:-docker}", "${DOCKER:-echo}"));
        for (String module : List.of("flink-job", "connectors", "dashboard", "demo", "model-lab")) {
            Path target = Files.createDirectories(copy.resolve(module).resolve("target"));
            Files.createFile(target.resolve("countenance-" + module + "-0.1.0-SNAPSHOT.jar"));
            Files.createFile(target.resolve("countenance-job.jar"));
            Path runtime = Files.createDirectories(target.resolve("com/microsoft/onnxruntime"));
            Path library = Files.createFile(target.resolve("library-1.jar"));
            Path onnx = Files.createFile(runtime.resolve("onnxruntime-1.jar"));
            Files.writeString(target.resolve("runtime-classpath"), library + ":" + onnx);
        }
        return build;
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void imageHasTheFlinkThatTheJobIsCompiledAgainst() {
        String version = EnvironmentInformation.getVersion();
        assertThat(Dockerfile.of("job").arguments()).contains("FLINK_VERSION=" + version);
        assertThat(Manifests.read("base").flinkDeployment().path("flinkVersion").asText())
                .isEqualTo("v" + version.replaceAll("\\.\\d+$", "").replace('.', '_'));
    }

    @Test
    void onnxRuntimeIsFlinksAndNotTheJobs() {
        Stage jars = Dockerfile.of("job").stage("jars");
        assertThat(jars.last("RUN"))
                .contains("zip -qd countenance-job.jar 'ai/onnxruntime/*' 'org/bytedeco/*'");
        assertThat(Dockerfile.of("job").stage("flink").all("COPY"))
                .extracting(Instruction::text)
                .contains("--from=jars /jars/lib/ /opt/flink/lib/");
    }

    @Test
    void programsStartTheirMainClass() {
        Map<String, String> mains =
                Map.of(
                        "publisher", Publish.class.getName(),
                        "dashboard", Dashboard.class.getName(),
                        "backfill", Backfill.class.getName(),
                        "model-lab", ModelLab.class.getName());
        Dockerfile programs = Dockerfile.of("programs");
        mains.forEach(
                (target, main) ->
                        assertThat(programs.stage(target).words("ENTRYPOINT")).contains(main));
        assertThat(
                        programs.stages().stream()
                                .filter(stage -> !stage.all("ENTRYPOINT").isEmpty())
                                .map(Stage::name)
                                .collect(Collectors.toSet()))
                .isEqualTo(mains.keySet());
    }

    @Test
    void theProbesLookAtTheFileThatThePublisherTouches() {
        Stage publisher = Dockerfile.of("programs").stage("publisher");
        String option = "--alive-file=";
        String file =
                publisher.words("ENTRYPOINT").stream()
                        .filter(word -> word.startsWith(option))
                        .findFirst()
                        .orElseThrow()
                        .substring(option.length());
        assertThat(publisher.last("HEALTHCHECK")).contains("find " + file + " ");
        var container =
                Manifests.read("publisher")
                        .only("Deployment")
                        .at("/spec/template/spec/containers/0");
        assertThat(Manifests.values(container.at("/livenessProbe/exec/command")).get(2))
                .contains("find " + file + " ");
        assertThat(Manifests.values(container.at("/startupProbe/exec/command"))).contains(file);
    }
}
