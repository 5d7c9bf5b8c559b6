package io.countenance.job.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code docs/metrics.md}.
 *
 * @param ours what the job's own operators measure
 * @param flinks what is used of Flink's own, by the name in Prometheus
 */
public record MetricsReference(List<Metric> ours, Set<String> flinks) {

    static final String PREFIX = "flink_taskmanager_job_task_operator_";

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A line of the table.
     *
     * @param operators names of the operators that have it
     * @param flink name in Flink, such as {@code camera.<camera>.framesIn}
     * @param prometheus name in Prometheus, prefix included
     * @param type {@code counter}, {@code gauge} or {@code histogram}
     * @param labels besides those that all have
     */
    public record Metric(
            Set<String> operators,
            String flink,
            String prometheus,
            String type,
            Set<String> labels) {}

    /** Reads the page. */
    public static MetricsReference read() throws IOException {
        List<Metric> ours = new ArrayList<>();
        Set<String> flinks = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/metrics.md"))) {
            if (!line.startsWith("| `")) {
                continue;
            }
            String[] cells = line.substring(1).split("\\|");
            String name = codes(cells[0]).iterator().next();
            if (cells.length == 7) {
                ours.add(
                        new Metric(
                                codes(cells[2]),
                                name,
                                PREFIX + codes(cells[1]).iterator().next(),
                                cells[3].strip(),
                                codes(cells[5])));
            } else if (name.startsWith("flink_")) {
                flinks.add(name);
            }
        }
        return new MetricsReference(ours, flinks);
    }

    private static Set<String> codes(String cell) {
        Set<String> codes = new TreeSet<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }
}
