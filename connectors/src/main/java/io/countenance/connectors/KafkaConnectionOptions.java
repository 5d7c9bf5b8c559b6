package io.countenance.connectors;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A picocli mixin: the broker that a program reads from. */
public final class KafkaConnectionOptions {

    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "<host:port,...>",
            description = "The brokers to ask first.")
    private String bootstrapServers;

    @Mixin private KafkaClientOptions client;

    /**
     * What the options say.
     *
     * @throws io.countenance.options.InvalidOptionException where a value is not allowed
     */
    public KafkaConnection connection() {
        return client.connection(bootstrapServers);
    }
}
