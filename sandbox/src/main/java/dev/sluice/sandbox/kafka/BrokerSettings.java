package dev.sluice.sandbox.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Kafka's own settings for one small node: everything replicated once, little memory, topics made on demand. */
final class BrokerSettings {

    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    /** @param listeners further ones for clients: security protocol, which is their name, and port */
    static Map<String, String> forNode(
            int port, int controllerPort, Map<String, Integer> listeners, Path records, Map<String, String> overrides) {
        var forClients = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        var protocols = new StringBuilder("PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        listeners.forEach((protocol, itsPort) -> {
            forClients.append(',').append(protocol).append("://127.0.0.1:").append(itsPort);
            protocols.append(',').append(protocol).append(':').append(protocol);
        });
        var settings = new TreeMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("listeners", forClients + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", forClients.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // A voter's address may change between starts as long as its id does not, so the port is a new one each time.
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", records.toString());

        settings.put("num.partitions", "4");
        settings.put("auto.create.topics.enable", "true");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");

        // After a kill the node waits for its former self to expire before it may serve: 9 s unless said.
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "1000");
        // The cleaner's buffer is 128 MB of heap unless said, an index 10 MB of file per segment.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("server.max.startup.time.ms", "60000");
        settings.putAll(overrides);
        return settings;
    }
}
