package io.countenance.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.countenance.connectors.KafkaBroker;
import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.topics.KafkaTopics;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker with the listeners, topics, users and rights of {@code base/kafka}: TLS with client
 * certificates on one listener, SCRAM over TLS on the other, and nobody may do what no rule allows.
 * What Strimzi's operators would do there is done here by Kafka's own tools.
 */
final class SecuredKafka implements BeforeAllCallback, AfterAllCallback {

    private static final String BROKER_USER = "kafka";
    private static final String SCRAM = "SCRAM";

    private final Manifests manifests = Manifests.read("base");
    private final Path folder;
    private final Certificates certificates;
    private final KafkaBroker broker;

    SecuredKafka() {
        try {
            folder = Files.createTempDirectory("secured-kafka");
            certificates = new Certificates();
            broker = new KafkaBroker(settings());
        } catch (Exception e) {
            throw new IllegalStateException("The broker could not be prepared", e);
        }
    }

    private Map<String, String> settings() throws Exception {
        writeFiles(BROKER_USER);
        Path files = folder.resolve(BROKER_USER);
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners", "EXTERNAL://localhost:0,SCRAM://localhost:0,CONTROLLER://localhost:0");
        settings.put(
                "listener.security.protocol.map",
                "EXTERNAL:SSL,SCRAM:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", files.resolve("user/user.p12").toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", files.resolve("cluster-ca/ca.crt").toString());
        settings.put("listener.name.external.ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        // The controller is on a listener of this process without security.
        settings.put("super.users", "User:ANONYMOUS;User:CN=" + BROKER_USER);
        return settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        broker.beforeAll(context);
        KafkaConnection connection = byCertificate(BROKER_USER);
        List<Topic> topics =
                JobArguments.parse(manifests).topics().stream()
                        .map(topic -> new Topic(topic.name(), 2, topic.maxMessageBytes()))
                        .toList();
        KafkaTopics.create(connection, (short) 1, topics);
        try (Admin admin = Admin.create(connection.clientProperties(Map.of()))) {
            List<AclBinding> rights = new ArrayList<>();
            for (JsonNode user : manifests.all("KafkaUser")) {
                rights.addAll(rights(user));
                if (isScram(user)) {
                    admin.alterUserScramCredentials(
                                    List.of(
                                            new UserScramCredentialUpsertion(
                                                    Manifests.name(user),
                                                    new ScramCredentialInfo(
                                                            ScramMechanism.SCRAM_SHA_512, 4096),
                                                    Certificates.PASSWORD)))
                            .all()
                            .get();
                }
            }
            admin.createAcls(rights).all().get();
        }
    }

    private static boolean isScram(JsonNode user) {
        return user.at("/spec/authentication/type").asText().equals("scram-sha-512");
    }

    /** As Strimzi's user operator makes them. */
    private static List<AclBinding> rights(JsonNode user) {
        String principal = (isScram(user) ? "User:" : "User:CN=") + Manifests.name(user);
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode rule : user.at("/spec/authorization/acls")) {
            JsonNode resource = rule.path("resource");
            String type = resource.path("type").asText();
            ResourcePattern pattern =
                    new ResourcePattern(
                            SecurityUtils.resourceType(
                                    type.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + type.substring(1)),
                            resource.path("name").asText(),
                            resource.path("patternType").asText("literal").equals("prefix")
                                    ? PatternType.PREFIXED
                                    : PatternType.LITERAL);
            for (String operation : Manifests.values(rule.path("operations"))) {
                rights.add(
                        new AclBinding(
                                pattern,
                                new AccessControlEntry(
                                        principal,
                                        "*",
                                        SecurityUtils.operation(operation),
                                        AclPermissionType.ALLOW)));
            }
        }
        return rights;
    }

    private void writeFiles(String user) throws Exception {
        Path files = Files.createDirectories(folder.resolve(user));
        certificates.writeAuthority(files.resolve("cluster-ca"));
        certificates.writeUser(user, files.resolve("user"));
        Files.writeString(
                files.resolve("client.properties"),
                JobArguments.clientProperties(manifests).replace("/etc/kafka", files.toString()));
    }

    /**
     * The files that a pod of this user has below {@code /etc/kafka}; the user need not be known.
     */
    Path filesOf(String user) throws Exception {
        Path files = folder.resolve(user);
        if (!Files.exists(files)) {
            writeFiles(user);
        }
        return files;
    }

    /** Where the listener with client certificates is. */
    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** As the config map {@code kafka-client} says, for this user. */
    KafkaConnection byCertificate(String user) throws Exception {
        return KafkaConnection.of(
                bootstrapServers(),
                Map.of(),
                "--kafka.properties-file",
                filesOf(user).resolve("client.properties"));
    }

    /** Trusts the broker and shows no certificate. */
    KafkaConnection withoutCertificate() throws Exception {
        return new KafkaConnection(bootstrapServers(), trust("SSL"));
    }

    /** By name and password, on the other listener. */
    KafkaConnection byPassword(String user, String password) throws Exception {
        Map<String, String> properties = trust("SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
        return new KafkaConnection(broker.bootstrapServers(SCRAM), properties);
    }

    private Map<String, String> trust(String protocol) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", protocol);
        properties.put("ssl.truststore.type", "PEM");
        properties.put(
                "ssl.truststore.location",
                filesOf(BROKER_USER).resolve("cluster-ca/ca.crt").toString());
        return properties;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        broker.afterAll(context);
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
