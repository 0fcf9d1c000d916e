package dev.sluice.image;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of the process until a device is accepted, and until its first message is acknowledged, Kafka running: with this machine's Java
 * and with the image's, with and without the archive of classes, in turn.
 *
 * <p>{@code mvn verify -Pimage,base-from-here -DskipITs} and then, in {@code k8s/image}, {@code java -cp
 * target/test-classes:../../sandbox/target/sluice-sandbox.jar:../../sandbox/target/lib/* dev.sluice.image.StartTimes [STARTS]}
 */
public final class StartTimes {

    private static final Path HOME = Path.of("target", "home").toAbsolutePath();
    private static final Duration BOUND = Duration.ofSeconds(120);
    /** CONNECT 3.1.1 of a client "a" with a clean session and 60 s of keep-alive. */
    private static final byte[] CONNECT = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'a'};
    /** PUBLISH of "hi" to a/b, QoS 1, packet 1. */
    private static final byte[] PUBLISH = {0x32, 9, 0, 3, 'a', '/', 'b', 0, 1, 'h', 'i'};

    private record Start(double accepted, double acknowledged, double cpu) {}

    private final String kafka;
    private final Path folder;

    private StartTimes(String kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
    }

    public static void main(String[] words) throws Exception {
        int starts = words.length > 0 ? Integer.parseInt(words[0]) : 10;
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("this machine's Java, jars", java(Path.of(System.getProperty("java.home")), "-Xshare:auto"));
        ways.put("the image's Java, jars", java(HOME.resolve("runtime"), "-Xshare:auto"));
        ways.put("the image's Java, archive", List.of(HOME.resolve("sluice").toString()));
        Map<String, List<Start>> seen = new LinkedHashMap<>();
        try (var kafka = KafkaProcess.inTemporaryFolder().start()) {
            var times = new StartTimes(kafka.bootstrapServers(), Files.createTempDirectory("start-times-"));
            for (int round = 0; round <= starts; round++) {
                for (var way : ways.entrySet()) {
                    var start = times.measure(way.getValue());
                    // the first of each reads the disk, and makes topics
                    if (round > 0) {
                        seen.computeIfAbsent(way.getKey(), any -> new ArrayList<>())
                                .add(start);
                    }
                }
            }
        }
        System.out.printf(
                "%-28s %8s %16s %20s %14s%n",
                starts + " starts, seconds", "", "first CONNACK", "first PUBACK", "CPU by then");
        seen.forEach((name, all) -> {
            print(name, "median", all, 0.5);
            print("", "worst", all, 1);
        });
    }

    private static void print(String name, String what, List<Start> starts, double quantile) {
        System.out.printf(
                "%-28s %8s %16.2f %20.2f %14.2f%n",
                name,
                what,
                at(quantile, starts.stream().mapToDouble(Start::accepted).toArray()),
                at(quantile, starts.stream().mapToDouble(Start::acknowledged).toArray()),
                at(quantile, starts.stream().mapToDouble(Start::cpu).toArray()));
    }

    private static double at(double quantile, double[] values) {
        Arrays.sort(values);
        return values[(int) Math.ceil(quantile * values.length) - 1];
    }

    /** What the launcher would say, without an archive of Sluice's classes. */
    private static List<String> java(Path java, String share) throws IOException {
        var jars = Files.readString(HOME.resolve("bridge.classpath")).strip().replace("/proc/self/fd/9/", HOME + "/");
        return List.of(
                java.resolve("bin/java").toString(),
                share,
                "-Xms64m",
                "-XX:MaxRAMPercentage=50",
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                jars,
                "dev.sluice.bridge.command.SluiceMain");
    }

    private Start measure(List<String> program) throws Exception {
        int port = FreePort.next();
        var command = new ArrayList<>(program);
        command.addAll(List.of("run", "--set", "kafka.bootstrap.servers=" + kafka));
        command.addAll(List.of("--set", "mqtt.listeners[0].port=" + port, "--set", "management.port=0"));
        var log = folder.resolve("bridge.log").toFile();
        long began = System.nanoTime();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try (var device = connected(process, port)) {
            var answers = new DataInputStream(device.getInputStream());
            device.getOutputStream().write(CONNECT);
            expect(answers, 0x20);
            double accepted = since(began);
            device.getOutputStream().write(PUBLISH);
            expect(answers, 0x40);
            double acknowledged = since(began);
            var cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
            return new Start(accepted, acknowledged, cpu.toMillis() / 1000.0);
        } finally {
            process.destroy();
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** As an impatient device does it: again every few milliseconds. */
    private static Socket connected(Process process, int port) throws Exception {
        var deadline = System.nanoTime() + BOUND.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                socket.setSoTimeout((int) BOUND.toMillis());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (ConnectException tooEarly) {
                socket.close();
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("no device could connect");
    }

    private static void expect(DataInputStream answers, int type) throws IOException {
        int found = answers.readUnsignedByte();
        answers.skipNBytes(answers.readUnsignedByte());
        if (found != type) {
            throw new IOException("packet " + type + " was expected, not " + found);
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
