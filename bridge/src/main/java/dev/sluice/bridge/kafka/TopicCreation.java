package dev.sluice.bridge.kafka;

import dev.sluice.bridge.settings.TopicSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Kafka topics as the configuration says. Blocks for seconds at most; one thread. */
final class TopicCreation {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

    private final TopicSettings settings;
    private final LongAdder created = new LongAdder();

    TopicCreation(TopicSettings settings) {
        this.settings = settings;
    }

    /** Topics that were made since the start. Any thread. */
    long created() {
        return created.sum();
    }

    /**
     * Returns when Kafka has taken the order; leaders come a little later. It is no error if somebody was quicker.
     *
     * @throws KafkaException saying why Kafka does not make it
     */
    void create(String name, TopicGuard guard, Admin admin) throws InterruptedException {
        try {
            TopicDescriptions.answer(
                    admin.createTopics(List.of(topic(name, guard.isOwn(name)))).all());
        } catch (TopicExistsException another) {
            guard.created(name);
            return;
        }
        guard.created(name);
        created.increment();
        LOG.info(
                "Kafka topic {} was created (kafka.topics.create). {} topics match kafka.topics.allow now; no more than {}"
                        + " are made (kafka.topics.maximum).",
                name,
                guard.allowedThatExist(),
                guard.maximum());
    }

    /** @param own dead letters and quarantined records are never compacted: keys of theirs repeat, and every record counts */
    private NewTopic topic(String name, boolean own) {
        boolean compacted = settings.compaction() && !own;
        Map<String, String> configs = new HashMap<>();
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                !compacted
                        ? TopicConfig.CLEANUP_POLICY_DELETE
                        : settings.retention().isPresent()
                                ? TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE
                                : TopicConfig.CLEANUP_POLICY_COMPACT);
        settings.retention()
                .ifPresent(
                        retention -> configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
        return new NewTopic(
                        name,
                        settings.partitions().isPresent()
                                ? Optional.of(settings.partitions().getAsInt())
                                : Optional.empty(),
                        settings.replication().isPresent()
                                ? Optional.of((short) settings.replication().getAsInt())
                                : Optional.empty())
                .configs(configs);
    }
}
