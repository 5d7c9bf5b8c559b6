package io.countenance.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Other Flink jobs may be in the same Prometheus: no alert and no panel looks at them. */
class JobFilterTest {

    private static final Pattern SELECTOR = Pattern.compile("(flink_\\w+)(?:\\{[^}]*})?");

    /** What a whole TaskManager measures names no job. */
    private static final String OF_A_TASK_MANAGER = "flink_taskmanager_Status_";

    @Test
    void alertsAreOfTheJob() throws IOException {
        for (JsonNode alert : Monitoring.alerts()) {
            assertLimited(alert.path("expr").asText(), "job_name=\"countenance\"");
        }
    }

    @Test
    void panelsAreOfTheJobsThatAreChosen() throws IOException {
        for (JsonNode expression : Monitoring.dashboard().findValues("expr")) {
            assertLimited(expression.asText(), "job_name=~\"$job\"");
        }
    }

    private static void assertLimited(String expression, String filter) {
        Matcher selector = SELECTOR.matcher(expression);
        assertThat(selector.find()).as(expression).isTrue();
        do {
            if (selector.group(1).startsWith(OF_A_TASK_MANAGER)) {
                // The tasks that run there name theirs, and the filter is held of them below.
                assertThat(expression)
                        .containsPattern(
                                "\\sand on \\(namespace, tm_id\\)\\s(count_over_time\\()?flink_taskmanager_job_");
            } else {
                assertThat(selector.group()).as(expression).contains(filter);
            }
        } while (selector.find());
    }

    @Test
    void noOtherJobCanBeChosen() throws IOException {
        Set<String> ours =
                MetricsReference.read().ours().stream()
                        .map(MetricsReference.Metric::prometheus)
                        .collect(Collectors.toSet());
        int choices = 0;
        for (JsonNode variable : Monitoring.dashboard().at("/templating/list")) {
            if (variable.path("type").asText().equals("query")) {
                choices++;
                String query = variable.path("definition").asText();
                assertThat(variable.at("/query/query").asText()).isEqualTo(query);
                Matcher selector = SELECTOR.matcher(query);
                assertThat(selector.find()).as(query).isTrue();
                assertThat(ours).as(query).contains(selector.group(1));
                if (variable.path("name").asText().equals("job")) {
                    // "All" is then all that can be chosen, and not whatever has a job.
                    assertThat(variable.has("allValue")).isFalse();
                }
            }
        }
        assertThat(choices).isEqualTo(3);
    }
}
