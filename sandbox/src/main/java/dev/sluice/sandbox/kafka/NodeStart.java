package dev.sluice.sandbox.kafka;

import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One attempt to bring the node up on given ports; what goes wrong becomes a sentence. */
final class NodeStart {

    private NodeStart() {}

    static KafkaRaftServer start(
            Path records, int port, Map<String, Integer> listeners, Map<String, String> overrides) {
        if (!FreePort.isFree(port)) {
            throw new PortTakenException(port, false, null);
        }
        int controllerPort = FreePort.next();
        RecordsFolder.prepare(records);
        var config = new KafkaConfig(BrokerSettings.forNode(port, controllerPort, listeners, records, overrides));
        formatOnce(records, config);
        try {
            return started(new KafkaRaftServer(config, Time.SYSTEM));
        } catch (RuntimeException e) {
            throw explained(e, records, port, controllerPort);
        }
    }

    private static KafkaRaftServer started(KafkaRaftServer server) {
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    private static void formatOnce(Path records, KafkaConfig config) {
        if (Files.exists(records.resolve("meta.properties"))) {
            return;
        }
        var silent = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
        try {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(config.metadataLogDir())
                    .addDirectory(records.toString())
                    .run();
        } catch (Exception e) {
            throw new EnvironmentException("Cannot prepare " + records + " for Kafka: " + RecordsFolder.reason(e), e);
        }
    }

    private static RuntimeException explained(RuntimeException e, Path records, int port, int controllerPort) {
        String said = RecordsFolder.reason(e);
        if (said.contains("bind to 127.0.0.1:" + controllerPort)) {
            return new PortTakenException(controllerPort, true, e);
        }
        if (said.contains("bind to 127.0.0.1:" + port) || said.contains("Address already in use")) {
            return new PortTakenException(port, false, e);
        }
        return new EnvironmentException("Kafka does not start on " + records + ": " + said, e);
    }
}
