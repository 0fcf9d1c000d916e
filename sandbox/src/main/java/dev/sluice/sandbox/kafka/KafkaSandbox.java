package dev.sluice.sandbox.kafka;

import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.machine.TemporaryFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import kafka.server.KafkaRaftServer;

/**
 * A real Kafka inside this JVM.
 *
 * <pre>{@code
 * try (var kafka = KafkaSandbox.inTemporaryFolder().start()) {
 *     kafka.createTopic("telemetry", 4, Map.of());
 *     producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), …
 *     kafka.stop();
 *     kafka.start();   // the same port, the same records
 * }
 * }</pre>
 */
public final class KafkaSandbox implements AutoCloseable {

    private static final int ATTEMPTS_ON_FREE_PORTS = 5;

    private final Path folder;
    private final boolean thrownAway;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Map<String, Integer> listeners = new LinkedHashMap<>();
    private int port;
    // live from start to stop
    private KafkaRaftServer server;
    private FolderLock lock;

    private KafkaSandbox(Path folder, boolean thrownAway) {
        this.folder = folder.toAbsolutePath().normalize();
        this.thrownAway = thrownAway;
    }

    /** Records stay in the folder; it is formatted when it is used for the first time. */
    public static KafkaSandbox inFolder(Path folder) {
        return new KafkaSandbox(folder, false);
    }

    /** The folder goes away with {@link #close()}, not with {@link #stop()}. */
    public static KafkaSandbox inTemporaryFolder() {
        return new KafkaSandbox(TemporaryFolder.create("sluice-kafka-"), true);
    }

    /** The port for clients on 127.0.0.1; 0, the default, takes a free one at the first start and keeps it. */
    public KafkaSandbox port(int port) {
        this.port = port;
        return this;
    }

    /** Any of Kafka's broker settings, effective from the next start; it wins over the sandbox' own. */
    public KafkaSandbox setting(String key, String value) {
        overrides.put(key, value);
        return this;
    }

    /**
     * One more listener on 127.0.0.1, effective from the next start; its other settings are Kafka's ({@code listener.name.<name>.…}).
     *
     * @param protocol SSL, SASL_SSL or SASL_PLAINTEXT: also the listener's name
     * @param port a free one
     */
    public KafkaSandbox listener(String protocol, int port) {
        listeners.put(protocol, port);
        return this;
    }

    /** Returns when clients can produce and consume. Does nothing if it runs already. */
    public synchronized KafkaSandbox start() {
        if (server != null) {
            return this;
        }
        FolderLock taken = FolderLock.take(folder);
        try {
            startOnAFreePort();
            lock = taken;
        } finally {
            if (server == null) {
                taken.close();
            }
        }
        return this;
    }

    private void startOnAFreePort() {
        for (int attempt = 1; server == null; attempt++) {
            int chosen = port == 0 ? FreePort.next() : port;
            try {
                server = NodeStart.start(folder.resolve("data"), chosen, listeners, overrides);
                port = chosen;
            } catch (PortTakenException taken) {
                // Somebody was quicker between choosing and binding. A port that was asked for by number is not ours to
                // change.
                boolean portWasAskedFor = port != 0 && !taken.onControllerPort();
                if (portWasAskedFor || attempt == ATTEMPTS_ON_FREE_PORTS) {
                    throw new EnvironmentException(taken.getMessage(), taken);
                }
            }
        }
    }

    /** Stops cleanly; the records stay. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
            lock.close();
        }
    }

    /** Stops, and deletes the folder if it was a temporary one. */
    @Override
    public synchronized void close() {
        stop();
        if (thrownAway) {
            TemporaryFolder.delete(folder);
        }
    }

    public synchronized boolean running() {
        return server != null;
    }

    /** The port that clients use; 0 before the first start if none was chosen. */
    public synchronized int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** Returns when the topic can be written to; it is no error if it exists. Settings as in Kafka's topic configuration. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        try (var topics = new Topics(bootstrapServers())) {
            topics.create(name, partitions, settings);
        }
    }
}
