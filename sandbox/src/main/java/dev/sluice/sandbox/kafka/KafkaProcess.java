package dev.sluice.sandbox.kafka;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Kafka in a JVM of its own, to be killed, frozen and started again. It ends with this JVM, however that ends.
 *
 * <pre>{@code
 * try (var kafka = KafkaProcess.inTemporaryFolder().start()) {
 *     kafka.kill();      // SIGKILL
 *     kafka.start();     // the same port, the same records
 *     kafka.suspend();   // SIGSTOP
 *     kafka.resume();
 * }
 * }</pre>
 *
 * It runs the command {@code sandbox}; that command's standard output says when Kafka is ready.
 */
public final class KafkaProcess implements AutoCloseable {

    /** What the command {@code sandbox} prints once clients can connect. */
    public static final String READY = "kafka ready on 127.0.0.1:%d pid %d";

    private static final Pattern READY_LINE = Pattern.compile("kafka ready on 127\\.0\\.0\\.1:(\\d+) pid (\\d+)");
    private static final String MAIN = "dev.sluice.sandbox.command.SandboxMain";
    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final Path folder;
    private final boolean thrownAway;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private int port;
    private String heap = "512m";
    private ChildProcess process;

    private KafkaProcess(Path folder, boolean thrownAway) {
        this.folder = folder.toAbsolutePath().normalize();
        this.thrownAway = thrownAway;
    }

    public static KafkaProcess inFolder(Path folder) {
        return new KafkaProcess(folder, false);
    }

    /** The folder goes away with {@link #close()}, not with {@link #stop()} or {@link #kill()}. */
    public static KafkaProcess inTemporaryFolder() {
        return new KafkaProcess(TemporaryFolder.create("sluice-kafka-"), true);
    }

    /** The port for clients on 127.0.0.1; 0, the default, takes a free one at the first start and keeps it. */
    public KafkaProcess port(int port) {
        this.port = port;
        return this;
    }

    /** Any of Kafka's broker settings, effective from the next start. */
    public KafkaProcess setting(String key, String value) {
        overrides.put(key, value);
        return this;
    }

    /** The most heap the JVM may take, as in {@code -Xmx}. */
    public KafkaProcess heap(String size) {
        this.heap = size;
        return this;
    }

    /** Returns when clients can produce and consume. Does nothing if it runs already. */
    public synchronized KafkaProcess start() {
        if (alive()) {
            return this;
        }
        process = ChildProcess.start(ChildCommand.logged("Kafka", words(), output()));
        String ready = process.awaitLine(line -> READY_LINE.matcher(line).find(), TIME_TO_START);
        Matcher found = READY_LINE.matcher(ready);
        if (found.find()) {
            port = Integer.parseInt(found.group(1));
        }
        return this;
    }

    /** SIGKILL. Records that Kafka acknowledged are with the operating system and survive it. */
    public synchronized void kill() {
        running().kill();
    }

    /** SIGSTOP: sockets stay open, nothing is answered. */
    public synchronized void suspend() {
        running().suspend();
    }

    /** SIGCONT. */
    public synchronized void resume() {
        running().resume();
    }

    /** SIGTERM, and the wait until it is gone. */
    public synchronized void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** A Kafka whose folder goes away is not asked to leave it in order. */
    @Override
    public synchronized void close() {
        if (!thrownAway) {
            stop();
            return;
        }
        if (process != null) {
            process.kill();
        }
        TemporaryFolder.delete(folder);
    }

    public synchronized boolean alive() {
        return process != null && process.alive();
    }

    public synchronized long pid() {
        return running().pid();
    }

    /** CPU time used since its last start. */
    public synchronized Duration cpuTime() {
        return running().cpuTime();
    }

    /** An exception that says what became of it, with the end of its output. */
    public synchronized EnvironmentException failure(String whatHappened) {
        return running().failure(whatHappened);
    }

    /** The port that clients use; 0 before the first start if none was chosen. */
    public synchronized int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    public Path folder() {
        return folder;
    }

    public void createTopic(String name, int partitions, Map<String, String> settings) {
        try (var topics = new Topics(bootstrapServers())) {
            topics.create(name, partitions, settings);
        }
    }

    private ChildProcess running() {
        if (process == null) {
            throw new EnvironmentException("This Kafka has not been started.");
        }
        return process;
    }

    private Path output() {
        return folder.resolve("output.log");
    }

    private List<String> words() {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "sandbox",
                "--no-registry",
                "--kafka-port",
                Integer.toString(port),
                "--folder",
                folder.toString()));
        overrides.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        return words;
    }
}
