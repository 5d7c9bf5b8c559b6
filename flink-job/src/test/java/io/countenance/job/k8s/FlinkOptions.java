package io.countenance.job.k8s;

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
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ExternalResourceOptions;

/** Flink's own options, by key, from its option classes. */
final class FlinkOptions {

    // KubernetesConfigOptions is not on the job's class path; a cluster has it.
    private static final String KUBERNETES_CONFIG_KEY = "kubernetes.config-key";

    private FlinkOptions() {}

    static Map<String, ConfigOption<?>> byKey() throws Exception {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> type : optionClasses()) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && ConfigOption.class.isAssignableFrom(field.getType())) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    options.put(option.key(), option);
                }
            }
        }
        for (String key :
                List.of(
                        ExternalResourceOptions.getAmountConfigOptionForResource("gpu"),
                        ExternalResourceOptions.getSystemConfigKeyConfigOptionForResource(
                                "gpu", KUBERNETES_CONFIG_KEY))) {
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
