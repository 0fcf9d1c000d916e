package dev.sluice.bridge.kafka.replay;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.TopicDescriptions;
import dev.sluice.bridge.kafka.TopicFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is known of the topics that letters may go to, asked of Kafka once each. */
final class TargetTopics implements AutoCloseable {

    private static final int MOST_REMEMBERED = 10_000;

    private final TopicDescriptions descriptions;
    private final int maximumRequestBytes;
    private final Map<String, Optional<TopicFacts>> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<TopicFacts>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private Consumer<String> maker = topic -> {};

    TargetTopics(KafkaClients clients) {
        this.descriptions = new TopicDescriptions(clients, KafkaClients.PATIENCE_SECONDS);
        this.maximumRequestBytes = clients.maximumRequestBytes();
    }

    /** Empty for a topic that cannot be had. */
    Optional<TopicFacts> facts(String topic) throws InterruptedException {
        var facts = known.get(topic);
        if (facts == null) {
            facts = ask(topic);
            if (facts.isEmpty()) {
                maker.accept(topic);
                facts = ask(topic);
            }
            known.put(topic, facts);
        }
        return facts;
    }

    /** The largest record, in bytes, that this topic takes from us. */
    int largestRecord(TopicFacts facts) {
        return Math.min(maximumRequestBytes, facts.maximumBatchBytes());
    }

    /** Is asked to make topics that do not exist, from now on. */
    void missingAreMadeBy(Consumer<String> maker) {
        this.maker = maker;
    }

    /** Whether Kafka makes topics on demand. */
    boolean madeOnDemand() throws InterruptedException {
        return descriptions.brokersCreateTopics();
    }

    private Optional<TopicFacts> ask(String topic) throws InterruptedException {
        try {
            return Optional.of(descriptions.learn(topic));
        } catch (UnknownTopicOrPartitionException | AuthorizationException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        descriptions.close();
    }
}
