package dev.sluice.bridge.kafka.transaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link TransactionVictim} in a JVM of its own, and the two pipes to it. */
final class VictimProcess implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    VictimProcess(Path folder, String bootstrapServers, String topic) {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TransactionVictim.class.getName(),
                            bootstrapServers,
                            topic)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("victim.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.outputWriter(StandardCharsets.UTF_8);
        var reader = new Thread(this::read, "victim");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("marked") || !line.contains(" [")) {
                    said.add(line); // all else is the log of the libraries
                }
            }
        } catch (IOException killed) {
            // it says no more
        }
    }

    void tell(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException dead) {
            // it was killed meanwhile
        }
    }

    /** What it says next; null if it says nothing for so long. */
    String next(long millis) throws InterruptedException {
        return said.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL; what it said before can still be read. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
