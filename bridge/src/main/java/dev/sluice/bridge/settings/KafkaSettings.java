package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How Kafka is reached and how much may be on its way there.
 *
 * @param producer properties that pass through to the producer: only what was written, none that would break the promise
 * @param deliveryDeadline how long a device waits for its acknowledgement before {@link OnDeadline}
 * @param topics what becomes of Kafka topics that do not exist
 * @param warmUp how long start-up waits for the topics that rules name before it opens the port all the same
 * @param transactions how messages of rules with {@code exactly-once} are stored
 */
public record KafkaSettings(
        Map<String, String> producer,
        String bootstrapServers,
        String deadLetterTopic,
        Duration deliveryDeadline,
        BudgetSettings inFlight,
        Duration warmUp,
        TopicSettings topics,
        TransactionSettings transactions) {

    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)(?!__)[A-Za-z0-9._-]{1,249}");

    static final String EXPECTED_TOPIC =
            "expected a Kafka topic: 1 to 249 of A-Z a-z 0-9 . _ - and not beginning with __";

    public KafkaSettings {
        producer = Map.copyOf(producer);
    }

    static KafkaSettings read(Node node, ProducerVocabulary vocabulary, Problems problems) {
        String servers = readServers(node, vocabulary, problems);
        String deadLetters = readDeadLetterTopic(node, problems);
        Duration deadline = node.durationBetween(
                "delivery-deadline", Duration.ofSeconds(1), Duration.ofDays(7), Duration.ofMinutes(10), problems);
        BudgetSettings inFlight = BudgetSettings.read(node.map("in-flight", problems), problems);
        Duration warmUp =
                node.durationBetween("warm-up", Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(5), problems);
        TopicSettings topics = TopicSettings.read(node.map("topics", problems), problems);
        TransactionSettings transactions = TransactionSettings.read(node.map("transactions", problems), problems);
        return new KafkaSettings(
                readProducer(node, vocabulary, problems),
                servers,
                deadLetters,
                deadline,
                inFlight,
                warmUp,
                topics,
                transactions);
    }

    private static String readServers(Node node, ProducerVocabulary vocabulary, Problems problems) {
        String servers = node.text("bootstrap.servers", "localhost:9092", problems);
        vocabulary
                .objectionToServers(servers)
                .ifPresent(o -> node.complain("bootstrap.servers", o.sentence(), o.code(), problems));
        return servers;
    }

    private static String readDeadLetterTopic(Node node, Problems problems) {
        String topic = node.text("dead-letter.topic", "mqtt.dead-letters", problems);
        if (!isTopic(topic)) {
            node.complain(
                    "dead-letter.topic",
                    node.shown("dead-letter.topic") + ": " + EXPECTED_TOPIC,
                    "BAD-VALUE",
                    problems);
        }
        return topic;
    }

    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches();
    }

    private static Map<String, String> readProducer(Node node, ProducerVocabulary vocabulary, Problems problems) {
        Map<String, String> chosen = new LinkedHashMap<>();
        node.passThrough(vocabulary.names()::contains, vocabulary.names(), problems)
                .forEach((name, value) -> {
                    var objection = vocabulary.objection(name, value);
                    objection.ifPresent(
                            o -> node.complain(name, node.shown(name) + ": " + o.sentence(), o.code(), problems));
                    if (objection.isEmpty()) {
                        chosen.put(name, value);
                    }
                });
        return chosen;
    }

    /** The largest packet of a device that surely fits into one request, with room for topic, headers and Avro. */
    DataSize usualMaxPacket(ProducerVocabulary vocabulary) {
        int request = vocabulary.maxRequestBytes(producer);
        return DataSize.ofBytes(Math.max(request - (64 << 10), Math.max(request / 2, 1 << 10)));
    }

    @Override
    public String toString() {
        String properties = producer.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(p -> p.getKey() + "=" + (Secret.isNamedLikeOne(p.getKey()) ? "***" : p.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", producer=" + properties + ", deadLetterTopic="
                + deadLetterTopic + ", deliveryDeadline=" + deliveryDeadline + ", inFlight=" + inFlight + ", warmUp="
                + warmUp + ", topics=" + topics + ", transactions=" + transactions + "]";
    }
}
