package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How messages of rules with {@code exactly-once} are stored.
 *
 * @param id {@code transactional.id}: the same after a restart, and different for every replica
 * @param markersTopic compacted Kafka topic of received packet ids; replicas may share it
 * @param maxBatch messages in one transaction
 * @param linger how long the first message of a transaction waits for others
 */
public record TransactionSettings(String id, String markersTopic, int maxBatch, Duration linger) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    static TransactionSettings read(Node node, Problems problems) {
        var id = node.text("id", usualId(), problems);
        if (!ID.matcher(id).matches()) {
            node.complain("id", node.shown("id") + ": expected 1 to 200 of A-Z a-z 0-9 . _ -", "BAD-VALUE", problems);
        }
        var topic = node.text("markers-topic", "mqtt.received", problems);
        if (!KafkaSettings.isTopic(topic)) {
            node.complain(
                    "markers-topic",
                    node.shown("markers-topic") + ": " + KafkaSettings.EXPECTED_TOPIC,
                    "BAD-VALUE",
                    problems);
        }
        return new TransactionSettings(
                id,
                topic,
                node.intBetween("max-batch", 1, 100_000, 5_000, problems),
                node.durationBetween("linger", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(5), problems));
    }

    /** The name of this machine: in a Kubernetes StatefulSet that of the replica. */
    static String usualId() {
        try {
            return "sluice-" + InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
        } catch (UnknownHostException nameless) {
            return "sluice";
        }
    }
}
