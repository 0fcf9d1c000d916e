package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.InstalledProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code mosquitto_sub | kcat}, two processes with a named pipe between them, so that each has a process id to be watched by. A thread of its own
 * starts both again a second after one of them has ended, as a service manager would.
 */
final class KcatPipe implements AutoCloseable {

    /** What is subscribed to. */
    static final String FILTER = "devices/#";

    /** kcat reads its input in pieces: what does not fill one waits in it. */
    static final int TAIL = 16;

    private static final String CLIENT_ID = "kcat-pipe";
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FLUSH = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final PeerGround ground;
    private final String topic;

    private volatile ChildProcess subscriber;
    private volatile ChildProcess kcat;

    // from start to kill or close
    private Thread keeper;
    private CountDownLatch dismissed;

    /** @param port where Mosquitto listens */
    KcatPipe(Path folder, int port, PeerGround ground, String topic) {
        this.folder = folder;
        this.port = port;
        this.ground = ground;
        this.topic = topic;
    }

    /** Starts both and keeps them running. */
    void start() {
        launch();
        var latch = new CountDownLatch(1);
        dismissed = latch;
        keeper = new Thread(() -> keep(latch), "keep-kcat-pipe");
        keeper.setDaemon(true);
        keeper.start();
    }

    synchronized Map<String, ChildProcess> processes() {
        Map<String, ChildProcess> processes = new LinkedHashMap<>();
        processes.put("mosquitto_sub", subscriber);
        processes.put("kcat", kcat);
        return processes;
    }

    /** The subscriber ends, and kcat once it has sent what it had; they stay away. */
    void drain() {
        dismissKeeper();
        subscriber.stop();
        kcat.awaitEnd(TIME_TO_FLUSH);
    }

    /** SIGKILL to both; they stay dead. */
    void kill() {
        dismissKeeper();
        synchronized (this) {
            subscriber.kill();
            kcat.kill();
        }
    }

    private synchronized void launch() {
        Path fifo = fifo();
        List<String> kafkaWords = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <\"$0\"", fifo.toString()));
        kafkaWords.addAll(List.of(path("kcat"), "-P", "-b", ground.bootstrapServers(), "-t", topic));
        kafkaWords.addAll(ground.kcatOptions());
        List<String> mqttWords = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >\"$0\"", fifo.toString()));
        mqttWords.addAll(List.of(path("mosquitto_sub"), "-h", "127.0.0.1", "-p", Integer.toString(port)));
        mqttWords.addAll(List.of("-i", CLIENT_ID, "-c", "-q", "1", "-t", FILTER));
        kcat = ChildProcess.start(ChildCommand.logged("kcat", kafkaWords, folder.resolve("kcat.log")));
        subscriber = ChildProcess.start(
                ChildCommand.logged("mosquitto_sub", mqttWords, folder.resolve("mosquitto_sub.log")));
    }

    /** A new one each time: what was in the old one when both died is gone, as it is with a shell's. */
    private Path fifo() {
        Path fifo = folder.resolve("pipe");
        try {
            Files.deleteIfExists(fifo);
            int code = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
            if (code != 0) {
                throw new EnvironmentException("mkfifo " + fifo + " ended with code " + code + ".");
            }
            return fifo;
        } catch (IOException e) {
            throw new EnvironmentException("Cannot make a named pipe in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while making a named pipe.", e);
        }
    }

    private static String path(String program) {
        return InstalledProgram.named(program).orElseThrow().toString();
    }

    private void keep(CountDownLatch dismissed) {
        try {
            while (!dismissed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!subscriber.alive() || !kcat.alive()) {
                    endBoth(dismissed);
                    if (!dismissed.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
                        launch();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without its reader the writer has nothing to live for; without its writer the reader sends what it has and ends. */
    private void endBoth(CountDownLatch dismissed) throws InterruptedException {
        if (!kcat.alive()) {
            subscriber.stop();
        }
        long deadline = System.nanoTime() + TIME_TO_FLUSH.toNanos();
        while (kcat.alive() && System.nanoTime() < deadline) {
            if (dismissed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        kcat.stop();
    }

    private void dismissKeeper() {
        if (keeper == null) {
            return;
        }
        dismissed.countDown();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        dismissKeeper();
        if (subscriber != null) {
            subscriber.close();
        }
        if (kcat != null) {
            kcat.close();
        }
    }
}
