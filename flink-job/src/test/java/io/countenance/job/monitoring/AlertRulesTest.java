package io.countenance.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the alerts against their page, and has Prometheus itself evaluate them. */
class AlertRulesTest {

    private static final Path PAGE = Path.of("../docs/alerts.md");
    private static final String PAGE_LINK = "docs/alerts.md#";
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    /** How an hour of a healthy job looks, one value a minute, in promtool's notation. */
    private static final Map<String, String> HEALTHY = new TreeMap<>();

    static {
        HEALTHY.put(series("flink_jobmanager_job_runningState"), "1+0x60");
        HEALTHY.put(series("flink_jobmanager_job_numRestarts"), "0+0x60");
        HEALTHY.put(series("flink_jobmanager_job_numberOfFailedCheckpoints"), "0+0x60");
        HEALTHY.put(series("flink_jobmanager_job_numberOfCompletedCheckpoints"), "0+6x60");
        HEALTHY.put(series("flink_jobmanager_job_lastCheckpointDuration"), "300+0x60");
        HEALTHY.put(series(OPERATOR + "pendingRecords"), "10+0x60");
        HEALTHY.put(
                series("flink_taskmanager_job_task_backPressuredTimeMsPerSecond", "task_name"),
                "100+0x60");
        HEALTHY.put(series(OPERATOR + "cause_batches", "cause", "full"), "0+500x60");
        HEALTHY.put(series(OPERATOR + "cause_batches", "cause", "wait"), "0+10x60");
        HEALTHY.put(series(OPERATOR + "frameRateLimit"), "10+0x60");
        HEALTHY.put(series(OPERATOR + "process_residentBytes", "tm_id"), "2000+0x60");
        HEALTHY.put(series(OPERATOR + "process_limitBytes", "tm_id"), "4000+0x60");
        HEALTHY.put(series("flink_taskmanager_job_task_busyTimeMsPerSecond", "tm_id"), "400+0x60");
        HEALTHY.put(heap("Used"), "500+0x60");
        HEALTHY.put(heap("Max"), "1000+0x60");
        HEALTHY.put(series(OPERATOR + "framesIn"), "0+6000x60");
        HEALTHY.put(series(OPERATOR + "reason_deadLetters", "reason", "late-frame"), "0+10x60");
        HEALTHY.put(series(OPERATOR + "reason_deadLetters", "reason", "detector-failed"), "0+0x60");
        HEALTHY.put(series(OPERATOR + "camera_framesIn", "camera", "hall"), "0+600x60");
        HEALTHY.put(series(OPERATOR + "camera_framesIn", "camera", "door"), "0+600x60");
        HEALTHY.put(series(OPERATOR + "camera_eventTimeLag", "camera", "hall"), "800+0x60");
        HEALTHY.put(series(OPERATOR + "expressionModel_refusals", "tm_id"), "0+0x60");
        HEALTHY.put(series(OPERATOR + "model_inUse", "model", "old"), "1+0x60");
        HEALTHY.put(series(OPERATOR + "facesEmbedded"), "0+900x60");
        HEALTHY.put(
                series(OPERATOR + "reason_embeddingsFailed", "reason", "model-failed"), "0+0x60");
        HEALTHY.put(
                series(OPERATOR + "reason_embeddingsFailed", "reason", "no-direction"), "0+10x60");
    }

    @TempDir Path folder;

    private final YAMLMapper yaml = new YAMLMapper();
    private final List<Map<String, Object>> cases = new ArrayList<>();
    private List<String> names;

    @BeforeEach
    void readAlerts() throws IOException {
        names = Monitoring.alerts().stream().map(alert -> alert.path("alert").asText()).toList();
    }

    @Test
    void eachSaysWhatIsWrongAndLeadsToItsSection() throws IOException {
        List<String> sections =
                Pattern.compile("(?m)^### (\\w+)$")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(heading -> heading.group(1))
                        .toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
        assertThat(sections).containsExactlyInAnyOrderElementsOf(names);
        for (JsonNode alert : Monitoring.alerts()) {
            String name = alert.path("alert").asText();
            JsonNode annotations = alert.path("annotations");
            assertThat(annotations.path("summary").asText()).as(name).endsWith(".");
            assertThat(annotations.path("description").asText()).as(name).endsWith(".");
            assertThat(annotations.path("runbook_url").asText())
                    .isEqualTo(PAGE_LINK + name.toLowerCase());
            assertThat(alert.at("/labels/severity").asText())
                    .as(name)
                    .isIn("critical", "warning", "info");
        }
    }

    @Test
    void linksOfThePageLeadSomewhere() throws IOException {
        String page = Files.readString(PAGE);
        List<String> anchors =
                Pattern.compile("(?m)^#+ (.+)$")
                        .matcher(page)
                        .results()
                        .map(heading -> heading.group(1).toLowerCase().replace(' ', '-'))
                        .toList();
        Pattern.compile("\\]\\(#([^)]+)\\)")
                .matcher(page)
                .results()
                .forEach(link -> assertThat(anchors).contains(link.group(1)));
    }

    @Test
    void eachFiresOnItsFaultAndOnNoOther() throws Exception {
        String frames = OPERATOR + "camera_framesIn";
        String letters = OPERATOR + "reason_deadLetters";
        fires(Map.of());
        fires(
                Map.of(series("flink_jobmanager_job_runningState"), "1+0x10 0+0x50"),
                "CountenanceJobDown");
        fires(Map.of(series("flink_jobmanager_job_runningState"), ""), "CountenanceJobDown");
        fires(
                Map.of(series("flink_jobmanager_job_numRestarts"), "0+1x60"),
                "CountenanceJobRestarting");
        fires(
                Map.of(series("flink_jobmanager_job_numberOfFailedCheckpoints"), "0+1x60"),
                "CountenanceCheckpointsFailing");
        fires(
                Map.of(series("flink_jobmanager_job_numberOfCompletedCheckpoints"), "5+0x60"),
                "CountenanceNoCheckpoint");
        fires(
                Map.of(series("flink_jobmanager_job_lastCheckpointDuration"), "90000+0x60"),
                "CountenanceCheckpointLong");
        fires(Map.of(series(OPERATOR + "pendingRecords"), "0+200x60"), "CountenanceLagGrowing");
        fires(Map.of(series(OPERATOR + "pendingRecords"), "9000-100x60"));
        fires(
                Map.of(
                        series(
                                "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
                                "task_name"),
                        "900+0x60"),
                "CountenanceBackpressure");
        fires(
                Map.of(
                        series(OPERATOR + "cause_batches", "cause", "wait"), "0+900x60",
                        series(OPERATOR + "pendingRecords"), "5000+0x60"),
                "CountenanceBatchesNotFull");
        fires(Map.of(series(OPERATOR + "cause_batches", "cause", "wait"), "0+900x60"));
        fires(
                Map.of(series(OPERATOR + "frameRateLimit"), "10+0x10 5+0x50"),
                "CountenanceFramesThinned");
        fires(
                Map.of(series(OPERATOR + "process_residentBytes", "tm_id"), "3900+0x60"),
                "CountenanceMemory");
        fires(Map.of(heap("Used"), "950+0x60"), "CountenanceHeapFull");
        fires(
                Map.of(series(letters, "reason", "truncated-image"), "0+600x60"),
                "CountenanceDeadLetters");
        fires(
                Map.of(series(letters, "reason", "detector-failed"), "0+1x60"),
                "CountenanceModelFails");
        fires(
                Map.of(series(frames, "camera", "door"), "0+600x20 12000+0x40"),
                "CountenanceCameraSilent");
        // As after a restart, when the camera has no series any more.
        fires(Map.of(series(frames, "camera", "door"), "0+600x20 _x40"), "CountenanceCameraSilent");
        fires(
                Map.of(series(OPERATOR + "camera_eventTimeLag", "camera", "hall"), "90000+0x60"),
                "CountenanceCameraLagging");
        fires(
                Map.of(series(OPERATOR + "camera_eventTimeLag", "camera", "hall"), "-60000+0x60"),
                "CountenanceCameraClockAhead");
        fires(
                Map.of(series(OPERATOR + "expressionModel_refusals", "tm_id"), "0+0x30 1+0x30"),
                "CountenanceModelRefused");
        fires(
                Map.of(series(OPERATOR + "model_inUse", "model", "new"), "1+0x60"),
                "CountenanceModelsDiffer");
        fires(
                Map.of(
                        series(OPERATOR + "reason_embeddingsFailed", "reason", "model-failed"),
                        "0+100x60"),
                "CountenanceEmbeddingsFail");
        // As where no face is embedded, and where the job does not tell persons by their faces.
        fires(Map.of(series(OPERATOR + "facesEmbedded"), "0+0x60"), "CountenanceEmbeddingsFail");
        fires(
                Map.of(
                        series(OPERATOR + "facesEmbedded"), "",
                        series(OPERATOR + "reason_embeddingsFailed", "reason", "model-failed"), "",
                        series(OPERATOR + "reason_embeddingsFailed", "reason", "no-direction"),
                                ""));

        yaml.writeValue(folder.resolve("rules.yaml").toFile(), Monitoring.ruleGroups());
        yaml.writeValue(
                folder.resolve("tests.yaml").toFile(),
                Map.of(
                        "rule_files",
                        List.of("rules.yaml"),
                        "evaluation_interval",
                        "1m",
                        "tests",
                        cases));
        promtool("check", "rules", "rules.yaml");
        promtool("test", "rules", "tests.yaml");
        assertThat(cases.toString()).contains(names);
    }

    /**
     * Adds two cases: exactly these alerts fire after 50 minutes with these series, and none does
     * where they are another job's on a TaskManager of its own.
     */
    private void fires(Map<String, String> changed, String... alerts) {
        Map<String, String> series = new TreeMap<>(HEALTHY);
        series.putAll(changed);
        series.values().removeIf(String::isEmpty);
        add(series, alerts);
        Map<String, String> both = new TreeMap<>(HEALTHY);
        series.forEach((key, values) -> both.put(ofAnotherJob(key), values));
        add(both);
    }

    private static String ofAnotherJob(String series) {
        return series.replace("job_name=\"countenance\"", "job_name=\"other\"")
                .replace("tm_id=\"one\"", "tm_id=\"two\"");
    }

    private void add(Map<String, String> series, String... alerts) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("interval", "1m");
        test.put(
                "input_series",
                series.entrySet().stream()
                        .map(entry -> Map.of("series", entry.getKey(), "values", entry.getValue()))
                        .toList());
        test.put(
                "promql_expr_test",
                List.of(
                        Map.of(
                                "expr", "count by (alertname) (ALERTS{alertstate=\"firing\"})",
                                "eval_time", "50m",
                                "exp_samples",
                                        Stream.of(alerts)
                                                .map(
                                                        alert ->
                                                                Map.of(
                                                                        "labels",
                                                                        "{alertname=\"%s\"}"
                                                                                .formatted(alert),
                                                                        "value",
                                                                        1))
                                                .toList())));
        cases.add(test);
    }

    private void promtool(String... arguments) throws IOException, InterruptedException {
        assumeThat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool"))))
                .as("needs promtool")
                .isTrue();
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("promtool.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    /** What a whole TaskManager measures names no job. */
    private static String heap(String which) {
        return "flink_taskmanager_Status_JVM_Memory_Heap_%s{namespace=\"vision\",tm_id=\"one\"}"
                .formatted(which);
    }

    private static String series(String metric) {
        return metric + "{namespace=\"vision\",job_name=\"countenance\"}";
    }

    private static String series(String metric, String label) {
        return series(metric, label, "one");
    }

    private static String series(String metric, String label, String value) {
        return "%s{namespace=\"vision\",job_name=\"countenance\",%s=\"%s\"}"
                .formatted(metric, label, value);
    }
}
