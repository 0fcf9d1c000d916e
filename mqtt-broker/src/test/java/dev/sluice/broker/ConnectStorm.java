package dev.sluice.broker;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.IdleDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures what durable sessions cost when a whole fleet connects at once, and how many forces it shares: prints a line per round,
 * with sessions in memory and on disk in turn. Devices and broker share the machine.
 *
 * <pre>
 * mvn -q -pl mqtt-broker test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -Xmx512m -cp "mqtt-broker/target/test-classes:mqtt-broker/target/classes:$(cat mqtt-broker/target/test.classpath)" \
 *     dev.sluice.broker.ConnectStorm FOLDER [DEVICES] [ROUNDS]
 * </pre>
 */
public final class ConnectStorm {

    private static final long HOUR = 3_600;

    private ConnectStorm() {}

    /** @param arguments a folder on the disk to measure, devices (2,000), rounds (5) */
    public static void main(String[] arguments) throws Exception {
        int devices = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        for (int round = 1; round <= rounds; round++) {
            storm("memory", BrokerSettings.onLoopback(0), devices);
            var folder = Files.createTempDirectory(Path.of(arguments[0]), "storm");
            storm("durable", BrokerSettings.onLoopback(0).withSessionsIn(folder), devices);
        }
    }

    private static void storm(String kind, BrokerSettings settings, int devices) throws Exception {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
        var broker = MqttBroker.start(vertx, settings, RecordingIngest.storingAtOnce());
        var clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var answered = new CountDownLatch(devices);
        var lost = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < devices; i++) {
            new Bootstrap()
                    .group(clients)
                    .channel(NioSocketChannel.class)
                    .handler(new IdleDevice(
                            Connect.mqtt5("device-" + i)
                                    .sessionExpiry(HOUR)
                                    .goingOn()
                                    .packetBytes(),
                            answered,
                            lost))
                    .connect("127.0.0.1", broker.ports().get(0));
        }
        boolean all = answered.await(120, TimeUnit.SECONDS);
        double millis = (System.nanoTime() - start) / 1e6;
        var figures = broker.local().storeFigures();
        System.out.printf(
                "%-7s %d devices in %.0f ms (%.0f/s)%s, %d forces, %d changes, mean %.1f ms, slowest %.1f ms, file %d KB%n",
                kind,
                devices,
                millis,
                devices / millis * 1000,
                all && lost.get() == 0 ? "" : ", NOT ALL ANSWERED",
                figures.commits(),
                figures.changes(),
                figures.meanCommitNanos() / 1e6,
                figures.slowestNanos() / 1e6,
                figures.bytes() / 1024);
        clients.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        broker.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
