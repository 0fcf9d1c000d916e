package dev.sluice.sandbox.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a running Kafka: made, counted, deleted. */
public final class Topics implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

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

    /**
     * Returns when every partition is led; a topic that exists stays as it is.
     *
     * <p>That a topic is in the metadata is not enough: a partition that is named a leader's before the broker has made it refuses a
     * producer's first batch, may take its second, and then finds the first out of sequence for ever.
     */
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
        awaitLeaders(name);
    }

    /** How many records the topic has ever been given (the sum of its end offsets; transaction markers count too). */
    public long records(String name) {
        return answer("count the records of topic " + name, () -> endOffsets(name));
    }

    private long endOffsets(String name) throws ExecutionException, InterruptedException {
        var description =
                admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        var latest = IntStream.range(0, description.partitions().size())
                .mapToObj(partition -> new TopicPartition(name, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        var fewSeconds = new ListOffsetsOptions().timeoutMs((int) ONE_ATTEMPT.toMillis());
        return admin.listOffsets(latest, fewSeconds).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Offsets are the leaders' to tell, so whoever can count the records has found one for every partition. */
    private void awaitLeaders(String name) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (true) {
            try {
                endOffsets(name);
                return;
            } catch (ExecutionException e) {
                // The client itself asks again without a pause when a topic is not known yet.
                boolean notYet = e.getCause() instanceof RetriableException;
                if (!notYet || System.nanoTime() > deadline) {
                    throw failed("find a leader for every partition of topic " + name, e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** All topics but Kafka's own. */
    public Set<String> names() {
        return answer("list topics", () -> admin.listTopics().names().get());
    }

    public void delete(String name) {
        answer(
                "delete topic " + name,
                () -> admin.deleteTopics(List.of(name)).all().get());
    }

    /** Takes the first record of one partition away, for ever. */
    public void deleteOldestRecord(String name) {
        answer("delete a record of topic " + name, () -> {
            var partition = new TopicPartition(name, partitionWithRecords(name));
            long oldest = offset(partition, OffsetSpec.earliest());
            return admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(oldest + 1)))
                    .all()
                    .get();
        });
    }

    private int partitionWithRecords(String name) throws ExecutionException, InterruptedException {
        int partition = 0;
        while (offset(new TopicPartition(name, partition), OffsetSpec.latest()) == 0) {
            partition++;
        }
        return partition;
    }

    private long offset(TopicPartition partition, OffsetSpec which) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, which))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T answer(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw failed(what, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException failed(String what, ExecutionException e) {
        return new KafkaException("Cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("Interrupted while waiting for Kafka", e);
    }
}
