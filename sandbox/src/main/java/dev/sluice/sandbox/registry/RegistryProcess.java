package dev.sluice.sandbox.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.machine.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real schema registry in a JVM of its own, to be killed, frozen and started again. It ends with this JVM, however that ends.
 *
 * <pre>{@code
 * try (var registry = RegistryProcess.inTemporaryFolder().start()) {
 *     var url = registry.url();  // http://127.0.0.1:18081/apis/ccompat/v7
 *     registry.kill();           // SIGKILL
 *     registry.start();          // the same port, the same schemas, the same ids
 * }
 * }</pre>
 *
 * What it has answered for is on disk: after a kill it knows every id that it gave.
 */
public final class RegistryProcess implements AutoCloseable {

    /** What the command {@code sandbox} prints once clients can connect. */
    public static final String READY = "registry ready at %s pid %d";

    private static final String LISTENING = "Listening on: http://127.0.0.1:";
    /** Apicurio's own interface is beside it; this one is Confluent's. */
    private static final String CONFLUENT_API = "/apis/ccompat/v7";

    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final Path folder;
    private final boolean thrownAway;
    private int port;
    private ChildProcess process;

    private RegistryProcess(Path folder, boolean thrownAway) {
        this.folder = folder.toAbsolutePath().normalize();
        this.thrownAway = thrownAway;
    }

    public static RegistryProcess inFolder(Path folder) {
        return new RegistryProcess(folder, false);
    }

    /** The folder goes away with {@link #close()}, not with {@link #stop()} or {@link #kill()}. */
    public static RegistryProcess inTemporaryFolder() {
        return new RegistryProcess(TemporaryFolder.create("sluice-registry-"), true);
    }

    /** The port for clients on 127.0.0.1; 0, the default, takes a free one at the first start and keeps it. */
    public synchronized RegistryProcess port(int port) {
        this.port = port;
        return this;
    }

    /** Returns when clients can register and look up. Does nothing if it runs already. */
    public RegistryProcess start() {
        return begin().ready();
    }

    /**
     * Begins to start it, and returns at once.
     *
     * @throws EnvironmentException when the port is taken or the server was not unpacked
     */
    public synchronized RegistryProcess begin() {
        if (alive()) {
            return this;
        }
        if (port == 0) {
            port = FreePort.next();
        } else if (!FreePort.isFree(port)) {
            throw new EnvironmentException(
                    "Port " + port + " on 127.0.0.1 is in use, so the schema registry cannot listen"
                            + " there. Stop what listens (ss -ltnp 'sport = :" + port
                            + "' shows it), or choose another port with --registry-port, or do without: --no-registry.");
        }
        process = ChildProcess.start(ChildCommand.logged("The schema registry", words(), folder.resolve("output.log")));
        return this;
    }

    /** Waits until a registry that was begun answers. Holds no lock: whoever shuts down may stop it meanwhile. */
    public RegistryProcess ready() {
        running().awaitLine(line -> line.contains(LISTENING), TIME_TO_START);
        return this;
    }

    /** SIGKILL. */
    public synchronized void kill() {
        running().kill();
    }

    /** SIGSTOP: it accepts connections and answers nothing. */
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

    @Override
    public synchronized void close() {
        stop();
        if (thrownAway) {
            TemporaryFolder.delete(folder);
        }
    }

    public synchronized boolean alive() {
        return process != null && process.alive();
    }

    public synchronized long pid() {
        return running().pid();
    }

    /** An exception that says what became of it, with the end of its output. */
    public synchronized EnvironmentException failure(String whatHappened) {
        return running().failure(whatHappened);
    }

    /** The port that clients use; 0 before the first start if none was chosen. */
    public synchronized int port() {
        return port;
    }

    /** Where a client of Confluent's registry finds its resources. */
    public String url() {
        return "http://127.0.0.1:" + port() + CONFLUENT_API;
    }

    /**
     * Puts an Avro schema into a subject.
     *
     * @throws EnvironmentException when the registry does not take it
     */
    public void register(String subject, String schema) {
        var quoted = JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
        var request = HttpRequest.newBuilder(URI.create(url() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .timeout(TIME_TO_START)
                .POST(BodyPublishers.ofString(quoted))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw failure("does not take a schema into " + subject + ": " + answer.body());
            }
        } catch (IOException e) {
            throw failure("cannot be asked (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while a schema was registered.", e);
        }
    }

    private synchronized ChildProcess running() {
        if (process == null) {
            throw new EnvironmentException("This schema registry has not been started.");
        }
        return process;
    }

    private List<String> words() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.vertx.cache-directory=" + folder.resolve("cache"),
                // every commit is on disk before it is answered
                "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + folder.resolve("schemas") + ";WRITE_DELAY=0",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-jar",
                UnpackedServer.jar().toString());
    }
}
