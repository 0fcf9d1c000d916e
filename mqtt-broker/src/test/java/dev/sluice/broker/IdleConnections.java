package dev.sluice.broker;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.IdleDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures what an idle connection costs: so many devices connect to a broker in a process of its own and say nothing more; then its heap after a full collection and its
 * resident memory are compared with those before. Ours and Moquette as it comes, in turn.
 *
 * <pre>
 * mvn -q -pl mqtt-broker test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -Xmx1g -cp "mqtt-broker/target/test-classes:mqtt-broker/target/classes:$(cat mqtt-broker/target/test.classpath)" \
 *     dev.sluice.broker.IdleConnections [DEVICES] [ROUNDS]
 * </pre>
 *
 * Each connection takes a file descriptor in either process.
 */
public final class IdleConnections {

    private static final String READY = "ready ";
    private static final List<String> JVM = List.of("-Xmx2g", "-XX:+UseSerialGC");

    private IdleConnections() {}

    /** @param arguments devices (15,000), rounds (2) */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("serve")) {
            serve(arguments[1]);
            return;
        }
        int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        for (int round = 0; round < rounds; round++) {
            measure("sluice", devices);
            measure("moquette", devices);
        }
    }

    /** @param heap bytes in use after a full collection */
    private record Memory(long heap, long resident) {}

    private static void measure(String broker, int devices) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), IdleConnections.class.getName(), "serve", broker));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            int port = Integer.parseInt(lineWith(said, READY));
            connect(port, 500).shutdownGracefully(0, 1, TimeUnit.SECONDS).sync(); // warms up
            TimeUnit.SECONDS.sleep(2);
            var before = ask(process, said);
            long start = System.nanoTime();
            var clients = connect(port, devices);
            double seconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(2);
            var after = ask(process, said);
            System.out.printf(
                    "%-8s %d connections in %.1f s; heap %.1f KB, resident %.1f KB for each%n",
                    broker,
                    devices,
                    seconds,
                    (after.heap - before.heap) / 1024.0 / devices,
                    (after.resident - before.resident) / 1024.0 / devices);
            clients.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Memory ask(Process process, BufferedReader said) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        var words = lineWith(said, "memory ").split(" ");
        return new Memory(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    private static String lineWith(BufferedReader said, String beginning) throws IOException {
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("the broker has ended");
    }

    /** Returns when every device has its CONNACK; the connections end with what is returned. */
    private static MultiThreadIoEventLoopGroup connect(int port, int devices) throws InterruptedException {
        var clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var answered = new CountDownLatch(devices);
        var lost = new AtomicInteger();
        for (int i = 0; i < devices; i++) {
            new Bootstrap()
                    .group(clients)
                    .channel(NioSocketChannel.class)
                    .handler(new IdleDevice(
                            Connect.mqtt3("device-" + i).keepAlive(3_600).packetBytes(), answered, lost))
                    .connect("127.0.0.1", port)
                    .addListener(connected -> {
                        if (!connected.isSuccess()) {
                            lost.incrementAndGet();
                            answered.countDown();
                        }
                    });
            if (i % 500 == 499) {
                while (i + 1 - (devices - answered.getCount()) > 500) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
        }
        if (!answered.await(120, TimeUnit.SECONDS) || lost.get() > 0) {
            System.out.printf("NOT ALL CONNECTED: %d lost, %d without an answer%n", lost.get(), answered.getCount());
        }
        return clients;
    }

    private static void serve(String which) throws Exception {
        System.out.println(READY + (which.equals("sluice") ? sluice() : moquette()));
        while (System.in.read() >= 0) {
            System.gc();
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println("memory " + heap + " " + resident());
        }
    }

    private static int sluice() throws Exception {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
        return MqttBroker.start(vertx, BrokerSettings.onLoopback(0), RecordingIngest.storingAtOnce())
                .ports()
                .get(0);
    }

    private static int moquette() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) { // Moquette does not tell the port that it was given
            port = free.getLocalPort();
        }
        var properties = new Properties();
        properties.setProperty("host", "127.0.0.1");
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty("telemetry_enabled", "false");
        var server = new Server();
        server.startServer(new MemoryConfig(properties));
        return port;
    }

    private static long resident() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }
}
