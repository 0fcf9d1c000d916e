package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.machine.InstalledProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** HAProxy between devices and replicas: TCP, PROXY protocol 2, and a health check at each replica's management port. */
final class Balancer implements AutoCloseable {

    private static final String PROGRAM = "haproxy";
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;

    private final BalancerFiles files;
    private final int port;
    private final ChildProcess process;

    private Balancer(BalancerFiles files, int port, ChildProcess process) {
        this.files = files;
        this.port = port;
        this.process = process;
    }

    /** What a person has to install, if there is no HAProxy here. */
    static Optional<String> missing() {
        return InstalledProgram.named(PROGRAM).isPresent()
                ? Optional.empty()
                : Optional.of("There is no HAProxy on this machine (Debian: apt-get install haproxy).");
    }

    /** Returns when every replica is up for HAProxy, too. */
    static Balancer start(BalancerFiles files, List<Replica> replicas) {
        String program = InstalledProgram.named(PROGRAM)
                .orElseThrow(() -> new EnvironmentException(missing().orElseThrow()))
                .toString();
        for (int attempt = 1; ; attempt++) {
            int port = FreePort.next();
            Path configuration = files.write(port, replicas);
            // -db: in the foreground, whatever its configuration says
            var process = ChildProcess.start(ChildCommand.logged(
                    "HAProxy", List.of(program, "-db", "-f", configuration.toString()), files.log()));
            var balancer = new Balancer(files, port, process);
            try {
                balancer.await(BalancerView::allUp, TIME_TO_START);
                return balancer;
            } catch (EnvironmentException failure) {
                process.close();
                if (attempt == ATTEMPTS || FreePort.isFree(port)) {
                    throw failure;
                }
            }
        }
    }

    /** Where devices connect. */
    int port() {
        return port;
    }

    Duration cpuTime() {
        return process.cpuTime();
    }

    void checkAlive() {
        if (!process.alive()) {
            throw process.failure("ended although nothing had been done to it");
        }
    }

    /** Waits until HAProxy sees its servers so. */
    void await(Predicate<BalancerView> condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!(Files.exists(files.socket()) && condition.test(look()))) {
            checkAlive();
            if (System.nanoTime() > deadline) {
                throw process.failure("did not see the replicas as expected within " + bound.toSeconds() + " s");
            }
            try {
                Pause.REAL.pass(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EnvironmentException("Interrupted while waiting for HAProxy.", e);
            }
        }
    }

    BalancerView look() {
        return BalancerView.read(ask("show stat"));
    }

    /** Whether a replica is given devices. Those that it has stay. */
    void serves(Replica replica, boolean serves) {
        String refusal = ask("set server " + BalancerFiles.BACKEND + "/" + replica.name() + " state "
                + (serves ? "ready" : "maint"));
        if (!refusal.isBlank()) {
            throw process.failure("did not obey: " + refusal.strip());
        }
    }

    /** One command and its answer, which ends with the connection. */
    private String ask(String command) {
        checkAlive();
        try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(files.socket()));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            var answer = new ByteArrayOutputStream();
            var buffer = ByteBuffer.allocate(16 * 1024);
            while (socket.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw process.failure("does not answer \"" + command + "\" (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
