package io.countenance.job.monitoring;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL expression as Prometheus' own grammar reads it, which is there as an npm package.
 *
 * @param error what is wrong with it, or null
 * @param selectors the series that it selects
 * @param groupings the labels by which it groups or matches
 */
public record PromqlExpression(
        @Nullable String error, List<Selector> selectors, List<Grouping> groupings) {

    private static final Path SCRIPT = Path.of("src/test/resources/promql");
    private static final Path INSTALLED = Path.of("target/promql");

    /** A metric's series; {@code metric} is empty where it has no name. */
    public record Selector(String metric, List<Matcher> matchers) {}

    /** {@code label="value"}, with another operator perhaps. */
    public record Matcher(String label, String operator, String value) {}

    /**
     * @param metrics what is grouped or matched
     */
    public record Grouping(List<String> labels, List<String> metrics) {}

    /** Reads expressions; the test is skipped where npm, or its package, is not to be had. */
    public static List<PromqlExpression> read(List<String> expressions)
            throws IOException, InterruptedException {
        install();
        ObjectMapper json = new ObjectMapper();
        Path in = INSTALLED.resolve("expressions.json");
        Path out = INSTALLED.resolve("selectors.json");
        json.writeValue(in.toFile(), expressions);
        Process node =
                new ProcessBuilder("node", "selectors.mjs")
                        .directory(INSTALLED.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (!node.waitFor(1, TimeUnit.MINUTES) || node.exitValue() != 0) {
            throw new IOException("selectors.mjs failed");
        }
        return json.readValue(out.toFile(), new TypeReference<>() {});
    }

    private static void install() throws IOException, InterruptedException {
        assumeThat(Stream.of("npm", "node").allMatch(PromqlExpression::isInstalled))
                .as("needs npm and node")
                .isTrue();
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "selectors.mjs")) {
            Files.copy(
                    SCRIPT.resolve(file),
                    INSTALLED.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path grammar = INSTALLED.resolve("node_modules/@prometheus-io/lezer-promql");
        if (!Files.exists(grammar)) {
            Process npm =
                    new ProcessBuilder(
                                    "npm",
                                    "ci",
                                    "--silent",
                                    "--prefer-offline",
                                    "--ignore-scripts",
                                    "--no-audit",
                                    "--no-fund")
                            .directory(INSTALLED.toFile())
                            .inheritIO()
                            .start();
            npm.waitFor(3, TimeUnit.MINUTES);
        }
        assumeThat(grammar).as("needs the npm package with PromQL's grammar").exists();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
