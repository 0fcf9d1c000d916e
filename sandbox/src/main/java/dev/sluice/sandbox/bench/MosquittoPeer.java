package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.machine.InstalledProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Debian's Mosquitto with {@code mosquitto_sub | kcat} behind it. It acknowledges what it has in memory. */
final class MosquittoPeer implements Peer {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    /** As generous to it as its manual allows: it forgets nothing because a queue is full. By default it would keep 1000 messages. */
    private static final String CONFIGURATION = """
        listener %d 127.0.0.1
        allow_anonymous true
        persistence false
        max_queued_messages 0
        max_inflight_messages 1000
        set_tcp_nodelay true
        log_dest stderr
        log_type error
        log_type warning
        log_type subscribe
        """;

    private final Path folder;
    private final int port = FreePort.next();
    private final KcatPipe pipe;

    private ChildProcess broker;

    MosquittoPeer(PeerGround ground, Path folder, String topic) {
        this.folder = folder;
        this.pipe = new KcatPipe(folder, port, ground, topic);
    }

    @Override
    public void start() {
        Path configuration = folder.resolve("mosquitto.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(configuration, CONFIGURATION.formatted(port));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write " + configuration + ": " + e.getMessage(), e);
        }
        String program = InstalledProgram.named("mosquitto").orElseThrow().toString();
        broker = ChildProcess.start(ChildCommand.logged(
                "Mosquitto", List.of(program, "-c", configuration.toString()), folder.resolve("mosquitto.log")));
        OpenPort.await(broker, port, TIME_TO_START);
        pipe.start();
        // What is published before that is nobody's.
        broker.awaitLine(line -> line.contains(KcatPipe.FILTER), TIME_TO_START);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Map<String, ChildProcess> processes() {
        Map<String, ChildProcess> processes = new LinkedHashMap<>();
        processes.put("mosquitto", broker);
        processes.putAll(pipe.processes());
        return processes;
    }

    @Override
    public void killBridge() {
        pipe.kill();
    }

    @Override
    public void restartBridge() {
        pipe.start();
    }

    @Override
    public void drain() {
        pipe.drain();
    }

    @Override
    public void close() {
        pipe.close();
        if (broker != null) {
            broker.close();
        }
    }
}
