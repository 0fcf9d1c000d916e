package dev.sluice.bridge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how topics are configured. Blocks for seconds at most; one thread. */
final class TopicDescriptions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicDescriptions.class);
    private static final int TIMEOUT_SECONDS = 5;

    private final KafkaSinkSettings settings;
    private Admin admin;

    TopicDescriptions(KafkaSinkSettings settings) {
        this.settings = settings;
    }

    /** Properties of an admin client that reaches the same Kafka with the same rights. */
    static Map<String, Object> adminProperties(KafkaSinkSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        settings.producer().forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                properties.put(name, value);
            }
        });
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-watch");
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000);
        return properties;
    }

    /**
     * What the topic takes, once the leader of each of its partitions has answered.
     *
     * <p>A broker names a new partition's leader before that one leads. Of two batches pipelined in that moment the first is
     * turned away and the second is taken, as nothing is known of the producer yet; the first then is out of sequence for ever.
     *
     * @throws KafkaException saying what is missing
     */
    TopicFacts learn(String topic) throws InterruptedException {
        if (admin == null) {
            admin = Admin.create(adminProperties(settings));
        }
        // asked first: for a topic that is not known yet, the client would ask for offsets again and again without a
        // pause
        var description =
                answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        description
                .partitions()
                .forEach(partition -> ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        answer(admin.listOffsets(ends).all());
        return facts(description);
    }

    /** The usual values, with a warning, where Kafka does not let us look. */
    private TopicFacts facts(TopicDescription description) throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, description.name());
        try {
            var config =
                    answer(admin.describeConfigs(List.of(resource)).values().get(resource));
            warnOfOneCopy(description, config);
            return new TopicFacts(
                    Integer.parseInt(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
                    "LogAppendTime".equals(value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                    Long.parseLong(value(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
                    Long.parseLong(value(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
        } catch (AuthorizationException hidden) {
            LOG.warn(
                    "The configuration of Kafka topic {} cannot be read ({}); Kafka's defaults are assumed for the largest"
                            + " record and for timestamps. Grant DESCRIBE_CONFIGS to the bridge's user.",
                    description.name(),
                    hidden.getMessage());
            return TopicFacts.USUAL;
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

    private static void warnOfOneCopy(TopicDescription topic, Config config) {
        int replicas = topic.partitions().get(0).replicas().size();
        int inSync = Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
        if (replicas < 2 || inSync < 2) {
            LOG.warn(
                    "Kafka topic {} has {} replica(s) and min.insync.replicas={}: an acknowledgement means that one machine"
                            + " has the message. Use 3 and 2 where a lost machine must not lose it.",
                    topic.name(),
                    replicas,
                    inSync);
        }
    }

    private static String value(Config config, String name) {
        return config.get(name).value();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
