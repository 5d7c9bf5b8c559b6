package io.countenance.k8s;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.configuration.KubernetesHighAvailabilityOptions;
import org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterOptions;

/** Flink's own options, and those of the operator's autoscaler, by key, from their classes. */
final class FlinkOptions {

    private FlinkOptions() {}

    static Map<String, ConfigOption<?>> byKey() throws Exception {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        List<Class<?>> classes = new ArrayList<>(optionClasses());
        classes.add(KubernetesConfigOptions.class);
        classes.add(KubernetesHighAvailabilityOptions.class);
        classes.add(AutoScalerOptions.class);
        for (Class<?> type : classes) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && ConfigOption.class.isAssignableFrom(field.getType())) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    options.put(option.key(), option);
                }
            }
        }
        options.putAll(ofTheGpu());
        options.putAll(ofTheReporter());
        // Flink hands whatever begins with "s3." on to its file system, which documents these two.
        for (String key : List.of("s3.endpoint", "s3.path.style.access")) {
            options.put(key, ConfigOptions.key(key).stringType().noDefaultValue());
        }
        return options;
    }

    private static Map<String, ConfigOption<?>> ofTheGpu() {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        String amount = ExternalResourceOptions.getAmountConfigOptionForResource("gpu");
        options.put(amount, ConfigOptions.key(amount).longType().noDefaultValue());
        String resource =
                ExternalResourceOptions.getSystemConfigKeyConfigOptionForResource(
                        "gpu",
                        KubernetesConfigOptions.EXTERNAL_RESOURCE_KUBERNETES_CONFIG_KEY_SUFFIX);
        options.put(resource, ConfigOptions.key(resource).stringType().noDefaultValue());
        return options;
    }

    private static Map<String, ConfigOption<?>> ofTheReporter() {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (ConfigOption<?> option :
                List.of(
                        MetricOptions.REPORTER_FACTORY_CLASS,
                        MetricOptions.REPORTER_EXCLUDED_VARIABLES,
                        // A port or a range of ports.
                        ConfigOptions.key("port").stringType().noDefaultValue(),
                        PrometheusPushGatewayReporterOptions.FILTER_LABEL_VALUE_CHARACTER)) {
            String key = ConfigConstants.METRICS_REPORTER_PREFIX + "prom." + option.key();
            options.put(key, ConfigOptions.key(key).stringType().noDefaultValue());
        }
        return options;
    }

    private static List<Class<?>> optionClasses()
            throws IOException, URISyntaxException, ClassNotFoundException {
        URI jar =
                CheckpointingOptions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI();
        List<Class<?>> classes = new ArrayList<>();
        String folder = "/org/apache/flink/configuration";
        try (FileSystem content = FileSystems.newFileSystem(Path.of(jar));
                Stream<Path> files = Files.list(content.getPath(folder))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Options.class")) {
                    classes.add(
                            Class.forName(
                                    "org.apache.flink.configuration."
                                            + name.substring(0, name.length() - 6)));
                }
            }
        }
        return classes;
    }
}
