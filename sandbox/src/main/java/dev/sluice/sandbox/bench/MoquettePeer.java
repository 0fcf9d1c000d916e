package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Moquette as its own main class starts it: a broker that acknowledges, and nobody behind it. */
final class MoquettePeer implements Peer {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    /** Its queue of commands holds 1024 unless told otherwise, and forgets without a word what does not fit. */
    private static final String CONFIGURATION = """
        host 127.0.0.1
        port %d
        allow_anonymous true
        persistence_enabled false
        telemetry_enabled false
        session_queue_size 65536
        """;

    /** It would write about every connection otherwise. */
    private static final String LOGGING = """
        <configuration>
          <appender name="log" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss} %-5level %logger{0}: %msg%n%ex{short}</pattern></encoder>
          </appender>
          <root level="WARN"><appender-ref ref="log"/></root>
        </configuration>
        """;

    private final PeerGround ground;
    private final Path folder;
    private final int port = FreePort.next();

    private ChildProcess broker;

    MoquettePeer(PeerGround ground, Path folder) {
        this.ground = ground;
        this.folder = folder;
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(folder.resolve("config").resolve("moquette.conf"), CONFIGURATION.formatted(port));
            Files.writeString(folder.resolve("logback.xml"), LOGGING);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
        var words = ground.programs().moquette(folder, folder.resolve("logback.xml"));
        broker = ChildProcess.start(ChildCommand.logged("Moquette", words, folder.resolve("moquette.log")));
        OpenPort.await(broker, port, TIME_TO_START);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Map<String, ChildProcess> processes() {
        return Map.of("moquette", broker);
    }

    @Override
    public void killBridge() {
        throw new UnsupportedOperationException("nothing carries messages from Moquette to Kafka");
    }

    @Override
    public void restartBridge() {
        throw new UnsupportedOperationException("nothing carries messages from Moquette to Kafka");
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
