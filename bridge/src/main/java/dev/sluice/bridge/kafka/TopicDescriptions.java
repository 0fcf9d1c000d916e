package dev.sluice.bridge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
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

/** Asks Kafka how topics are configured. Blocks for some seconds at most; one thread. */
public final class TopicDescriptions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicDescriptions.class);
    private static final int TIMEOUT_SECONDS = KafkaClients.TIMEOUT_SECONDS;

    private final KafkaClients clients;
    private final int seconds;
    private Admin admin;

    public TopicDescriptions(KafkaClients clients) {
        this(clients, TIMEOUT_SECONDS);
    }

    /** @param seconds how long an answer of Kafka is waited for */
    public TopicDescriptions(KafkaClients clients, int seconds) {
        this.clients = clients;
        this.seconds = seconds;
    }

    /**
     * What the topic takes, once the leader of each of its partitions has answered.
     *
     * <p>A broker names a new partition's leader before that one leads. Of two batches pipelined in that moment the first is
     * turned away and the second is taken, as nothing is known of the producer yet; the first then is out of sequence for ever.
     *
     * @throws KafkaException saying what is missing
     */
    public TopicFacts learn(String topic) throws InterruptedException {
        var admin = admin();
        // asked first: for a topic that is not known yet, the client would ask for offsets again and again without a
        // pause
        var description =
                heard(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        description
                .partitions()
                .forEach(partition -> ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        heard(admin.listOffsets(ends).all());
        return facts(description);
    }

    /** The names of all topics that we may see. */
    Set<String> names() throws InterruptedException {
        return heard(admin().listTopics().names());
    }

    /**
     * Whether a broker makes a topic when a producer asks for one that does not exist ({@code auto.create.topics.enable}); where the brokers do
     * not say, they may.
     */
    public boolean brokersCreateTopics() throws InterruptedException {
        try {
            var broker = heard(admin().describeCluster().nodes()).iterator().next();
            var resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            var config =
                    heard(admin().describeConfigs(List.of(resource)).values().get(resource));
            var setting = config.get("auto.create.topics.enable");
            return setting == null || !"false".equals(setting.value());
        } catch (AuthorizationException hidden) {
            return true;
        }
    }

    /** The usual values, with a warning, where Kafka does not let us look. */
    private TopicFacts facts(TopicDescription description) throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, description.name());
        try {
            var config =
                    heard(admin().describeConfigs(List.of(resource)).values().get(resource));
            warnOfOneCopy(description, config);
            return TopicFacts.of(config);
        } catch (AuthorizationException hidden) {
            LOG.warn(
                    "The configuration of Kafka topic {} cannot be read ({}); Kafka's defaults are assumed for the largest"
                            + " record and for timestamps. Grant DESCRIBE_CONFIGS to the bridge's user.",
                    description.name(),
                    hidden.getMessage());
            return TopicFacts.USUAL;
        }
    }

    /** One client for everything that is asked; made when it is first needed. */
    Admin admin() {
        if (admin == null) {
            admin = Admin.create(clients.admin(seconds));
        }
        return admin;
    }

    /** @throws KafkaException what Kafka said, or that it said nothing for five seconds */
    public static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        return answer(asked, TIMEOUT_SECONDS);
    }

    private <T> T heard(KafkaFuture<T> asked) throws InterruptedException {
        return answer(asked, seconds);
    }

    private static <T> T answer(KafkaFuture<T> asked, int seconds) throws InterruptedException {
        try {
            return asked.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException known ? known : new KafkaException(refused.getCause());
        } catch (TimeoutException silent) {
            throw new org.apache.kafka.common.errors.TimeoutException("Kafka does not answer", silent);
        }
    }

    private static void warnOfOneCopy(TopicDescription topic, Config config) {
        int replicas = topic.partitions().get(0).replicas().size();
        int inSync = TopicFacts.number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                .map(Long::intValue)
                .orElse(replicas);
        if (replicas < 2 || inSync < 2) {
            LOG.warn(
                    "Kafka topic {} has {} replica(s) and min.insync.replicas={}: an acknowledgement means that one machine"
                            + " has the message. Use 3 and 2 where a lost machine must not lose it.",
                    topic.name(),
                    replicas,
                    inSync);
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
