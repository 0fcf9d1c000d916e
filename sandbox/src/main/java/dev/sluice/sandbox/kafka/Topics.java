package dev.sluice.sandbox.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a running Kafka: made, counted, deleted. */
public final class Topics implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Admin admin;

    public Topics(String bootstrapServers) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                (int) BOUND.toMillis(),
                "request.timeout.ms",
                20_000));
    }

    /** Returns when every partition has a leader; a topic that exists stays as it is. */
    public void create(String name, int partitions, Map<String, String> settings) {
        var topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed("create topic " + name, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        // Offsets can be listed only where a leader is, and the client asks again until there is one.
        records(name);
    }

    /** How many records the topic has ever been given (the sum of its end offsets; transaction markers count too). */
    public long records(String name) {
        try {
            var description =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            var latest = IntStream.range(0, description.partitions().size())
                    .mapToObj(partition -> new TopicPartition(name, partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw failed("count the records of topic " + name, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** All topics but Kafka's own. */
    public Set<String> names() {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw failed("list topics", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public void delete(String name) {
        try {
            admin.deleteTopics(List.of(name)).all().get();
        } catch (ExecutionException e) {
            throw failed("delete topic " + name, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private static KafkaException failed(String what, ExecutionException e) {
        return new KafkaException("Cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while waiting for Kafka", e);
    }
}
