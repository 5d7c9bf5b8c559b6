package io.countenance.k8s;

import io.countenance.job.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The job's arguments, with files of the manifests' config maps where the pods mount them. */
final class JobArguments {

    private static final String CLIENT_PROPERTIES = "/etc/kafka/client.properties";

    private JobArguments() {}

    /** The options that a FlinkDeployment gives to the job; fails where one is not the job's. */
    static JobOptions parse(Manifests manifests) throws IOException {
        Path file = Files.createTempFile("client", ".properties");
        // The options read it whenever they are asked.
        file.toFile().deleteOnExit();
        Files.writeString(file, clientProperties(manifests));
        return JobOptions.parse(
                Arrays.stream(manifests.arguments())
                        .map(argument -> argument.replace(CLIENT_PROPERTIES, file.toString()))
                        .toArray(String[]::new));
    }

    /** What the config map {@code kafka-client} has for Kafka's clients. */
    static String clientProperties(Manifests manifests) {
        return manifests.only("ConfigMap", "kafka-client").at("/data/client.properties").asText();
    }
}
