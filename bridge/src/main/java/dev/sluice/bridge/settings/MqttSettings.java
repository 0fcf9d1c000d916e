package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What devices meet.
 *
 * @param listeners at least one
 * @param inFlightPerClient unanswered QoS 1 and 2 messages of one connection; MQTT 5's Receive Maximum
 * @param connectWhenFull what a new device hears while the budget stays overdrawn
 * @param busyAfter how long it must have been overdrawn for that
 * @param connectTimeout how long a connection may take from TCP to a complete CONNECT
 * @param maxPacket MQTT 5's Maximum Packet Size; a larger packet ends the connection (0x95)
 * @param topicAliasMaximum topic aliases that one MQTT 5 connection may use; 0 for none
 * @param offlineQueue messages that wait for one session whose device is away; more are not kept
 * @param limits what devices may cost
 */
public record MqttSettings(
        List<ListenerSettings> listeners,
        int inFlightPerClient,
        Qos0WhenFull qos0WhenFull,
        OnDeadline onDeadline,
        ConnectWhenFull connectWhenFull,
        Duration busyAfter,
        Duration connectTimeout,
        DataSize maxPacket,
        int topicAliasMaximum,
        int offlineQueue,
        LimitSettings limits) {

    /**
     * @param start where relative paths start
     * @param usualMaxPacket what Kafka takes, less room for headers
     * @param mayBeReached whether it is written who may come in; without that only loopback is listened on
     */
    static MqttSettings read(Node node, Path start, DataSize usualMaxPacket, boolean mayBeReached, Problems problems) {
        return new MqttSettings(
                readListeners(node, start, mayBeReached, problems),
                node.intBetween("in-flight-per-client", 1, 65_535, 100, problems),
                node.choice("qos0-when-full", Qos0WhenFull.PAUSE, problems),
                node.choice("on-deadline", OnDeadline.DISCONNECT, problems),
                node.choice("connect-when-full", ConnectWhenFull.REFUSE, problems),
                node.durationBetween(
                        "busy-after", Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(5), problems),
                node.durationBetween(
                        "connect-timeout",
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        problems),
                node.sizeBetween(
                        "max-packet", DataSize.ofKilobytes(1), DataSize.ofMegabytes(256), usualMaxPacket, problems),
                node.intBetween("topic-alias-maximum", 0, 65_535, 10, problems),
                node.intBetween("offline-queue", 0, 1_000_000, 1_000, problems),
                LimitSettings.read(node.map("limits", problems), problems));
    }

    private static List<ListenerSettings> readListeners(
            Node node, Path start, boolean mayBeReached, Problems problems) {
        if (!node.has("listeners")) {
            return List.of(ListenerSettings.DEFAULT);
        }
        List<ListenerSettings> listeners = new ArrayList<>();
        for (Node item : node.list("listeners", problems)) {
            var listener = ListenerSettings.read(item, start, problems);
            if (!mayBeReached && !listener.isLoopback()) {
                item.complain(
                        "host",
                        "\"" + listener.host()
                                + "\" can be reached from other machines, and nothing says who may come in; say how devices "
                                + "prove who they are (authentication), or write authentication.anonymous: true to let in everybody",
                        "ANONYMOUS",
                        problems);
            }
            if (listeners.stream().anyMatch(listener::collidesWith)) {
                item.complain(
                        "port",
                        listener.host() + ":" + listener.port() + " is another listener's already",
                        "DUPLICATE-LISTENER",
                        problems);
            }
            listeners.add(listener);
        }
        if (listeners.isEmpty()) {
            node.complain("listeners", "is empty; leave it out for 127.0.0.1:1883", "MISSING-KEY", problems);
        }
        return List.copyOf(listeners);
    }
}
