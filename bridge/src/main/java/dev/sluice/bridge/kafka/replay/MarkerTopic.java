package dev.sluice.bridge.kafka.replay;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.TopicDescriptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the compacted topic of markers beside a dead-letter topic, with as many partitions and replicas. */
final class MarkerTopic {

    private static final int TIMEOUT_SECONDS = KafkaClients.PATIENCE_SECONDS;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private MarkerTopic() {}

    /** Returns when it can be written to. */
    static void ensure(KafkaClients clients, String letters) throws InterruptedException {
        var name = letters + DeadLetterTopic.MARKERS;
        try (var descriptions = new TopicDescriptions(clients, TIMEOUT_SECONDS)) {
            if (!exists(name, descriptions)) {
                create(name, letters, clients);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
                while (!exists(name, descriptions)) {
                    if (System.nanoTime() > end) {
                        throw new KafkaException("Kafka made topic " + name + " and does not tell of it");
                    }
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
        }
    }

    private static boolean exists(String name, TopicDescriptions descriptions) throws InterruptedException {
        try {
            descriptions.learn(name);
            return true;
        } catch (UnknownTopicOrPartitionException missing) {
            return false;
        }
    }

    private static void create(String name, String letters, KafkaClients clients) throws InterruptedException {
        var admin = Admin.create(clients.admin(TIMEOUT_SECONDS));
        try {
            var like = answer(
                    admin.describeTopics(List.of(letters)).topicNameValues().get(letters));
            short replicas = (short) like.partitions().get(0).replicas().size();
            var topic = new NewTopic(name, like.partitions().size(), replicas)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            answer(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException another) {
            // somebody else made it meanwhile
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException known ? known : new KafkaException(refused.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaException("Kafka does not answer", silent);
        }
    }
}
