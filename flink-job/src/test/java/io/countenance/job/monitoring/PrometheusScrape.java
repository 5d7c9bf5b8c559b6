package io.countenance.job.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus gets from Flink's reporter, in the text format 0.0.4.
 *
 * @param types {@code gauge} or {@code summary}, by name
 * @param samples by name
 */
public record PrometheusScrape(Map<String, String> types, Map<String, List<Sample>> samples) {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One line. */
    public record Sample(Map<String, String> labels, double value) {}

    /** Scrapes a port of this machine. */
    public static PrometheusScrape of(int port) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://localhost:" + port + "/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        return parse(response.body());
    }

    private static PrometheusScrape parse(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, List<Sample>> samples = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ");
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                Matcher sample = SAMPLE.matcher(line);
                if (!sample.matches()) {
                    throw new IllegalStateException("no sample: " + line);
                }
                samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>())
                        .add(new Sample(labelsIn(sample.group(2)), number(sample.group(3))));
            }
        }
        return new PrometheusScrape(types, samples);
    }

    private static Map<String, String> labelsIn(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(
                    label.group(1),
                    label.group(2)
                            .replace("\\n", "\n")
                            .replace("\\\"", "\"")
                            .replace("\\\\", "\\"));
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Names of the labels that a metric has. */
    public Set<String> labels(String metric) {
        Set<String> labels = new TreeSet<>();
        samples.getOrDefault(metric, List.of())
                .forEach(sample -> labels.addAll(sample.labels().keySet()));
        return labels;
    }

    /** Values that one of its labels has. */
    public Set<String> values(String metric, String label) {
        Set<String> values = new TreeSet<>();
        for (Sample sample : samples.getOrDefault(metric, List.of())) {
            if (sample.labels().containsKey(label)) {
                values.add(sample.labels().get(label));
            }
        }
        return values;
    }

    /** Sum over those samples that have this label; NaN is left out. */
    public double sum(String metric, String label, String value) {
        return samples.getOrDefault(metric, List.of()).stream()
                .filter(sample -> value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .filter(number -> !Double.isNaN(number))
                .sum();
    }
}
