package io.countenance.benchmarks.scale;

import io.countenance.connectors.KafkaConnection;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What topics hold, by what the broker says. */
final class TopicBytes {

    private TopicBytes() {}

    /**
     * Bytes of all these topics, compressed as they are in the broker's files, for each record of
     * one of them.
     *
     * @param partitions of each topic
     */
    static double perRecord(
            KafkaConnection connection, Collection<String> topics, String counted, int partitions)
            throws Exception {
        try (Admin admin = Admin.create(connection.clientProperties(Map.of()))) {
            Set<Integer> brokers =
                    admin.describeCluster().nodes().get().stream()
                            .map(node -> node.id())
                            .collect(Collectors.toSet());
            long bytes =
                    admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                            .flatMap(folders -> folders.values().stream())
                            .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                            .filter(replica -> topics.contains(replica.getKey().topic()))
                            .mapToLong(replica -> replica.getValue().size())
                            .sum();
            long records = 0;
            for (int partition = 0; partition < partitions; partition++) {
                TopicPartition one = new TopicPartition(counted, partition);
                records +=
                        admin.listOffsets(Map.of(one, OffsetSpec.latest()))
                                .partitionResult(one)
                                .get()
                                .offset();
            }
            return bytes / (double) records;
        }
    }
}
