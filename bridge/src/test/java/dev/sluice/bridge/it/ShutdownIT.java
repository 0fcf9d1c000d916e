package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice run} is told to stop while devices are at work. */
class ShutdownIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int YOUNG = 150;
    private static final int OLD = 50;
    private static final int SPREAD_SECONDS = 4;
    private static final int A_FIRST_ONE_OF_EACH_LOOP = 20;

    @TempDir
    Path folder;

    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final Management management = new Management(managementPort);
    private KafkaSandbox kafka;
    private ChildProcess sluice;

    @BeforeEach
    void start() {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        Programs.writeRules(folder, RunningSluice.RULES.replace("drain: 2s", "drain: 20s"));
    }

    @AfterEach
    void end() {
        if (sluice != null) {
            sluice.kill();
        }
        kafka.close();
    }

    @Test
    void devicesUnderLoadAreSentAwayOneAfterTheOtherAndNothingAcknowledgedIsMissing() {
        run("shutdown.spread=" + SPREAD_SECONDS + "s");
        List<YoungDevice> young = new ArrayList<>();
        List<OldDevice> old = new ArrayList<>();
        for (int i = 0; i < YOUNG; i++) {
            young.add(new YoungDevice("young-" + i, mqttPort));
        }
        for (int i = 0; i < OLD; i++) {
            old.add(new OldDevice("old-" + i, mqttPort));
        }
        await().atMost(BOUND)
                .until(() -> young.stream().allMatch(device -> device.acknowledged.size() > 3)
                        && old.stream().allMatch(device -> device.wire.acknowledgements() > 3));

        long told = System.nanoTime();
        terminate();
        assertThat(sluice.awaitEnd(BOUND)).isEqualTo(143);

        await().atMost(BOUND)
                .until(() -> young.stream().allMatch(device -> device.endedNanos > 0)
                        && old.stream().allMatch(device -> device.wire.isEnded()));
        assertThat(young)
                .extracting(device -> device.reason)
                .containsOnly(Mqtt5DisconnectReasonCode.USE_ANOTHER_SERVER);
        assertThat(output())
                .contains("Sent away 200 devices", "200 with an answer to all that they had sent, 0 without")
                .contains("Nothing was left in flight");
        isSpread(young, told);
        var stored = stored();
        for (var device : young) {
            assertThat(stored.get(device.name)).as(device.name).containsAll(device.acknowledged);
        }
        for (var device : old) {
            assertThat(stored.get(device.name))
                    .as(device.name)
                    .containsAll(device.wire.acknowledged().stream()
                            .map(Integer::longValue)
                            .toList());
        }
    }

    /** Nobody goes before it is due; how late a slow machine is shows nothing. */
    private static void isSpread(List<YoungDevice> devices, long told) {
        long spread = TimeUnit.SECONDS.toNanos(SPREAD_SECONDS);
        for (int quarter = 1; quarter <= 2; quarter++) {
            long then = told + quarter * spread / 4;
            int due = (YOUNG + OLD) * quarter / 4 + A_FIRST_ONE_OF_EACH_LOOP;
            assertThat(devices.stream().filter(device -> device.endedNanos < then))
                    .as("of the young, after " + quarter + " quarters of the time")
                    .hasSizeLessThanOrEqualTo(due);
        }
        long last =
                devices.stream().mapToLong(device -> device.endedNanos).max().orElseThrow();
        assertThat(last - told).isGreaterThan(spread * 3 / 4);
    }

    @Test
    void duringTheNoticeNewDevicesAreServedAndTheHealthPageIsRed() {
        run("shutdown.spread=1s", "shutdown.notice=12s");
        var early = new YoungDevice("early", mqttPort);
        await().atMost(BOUND).until(() -> early.acknowledged.size() > 0);
        await().atMost(BOUND).until(() -> management.get("/health/ready").statusCode() == 200);
        assertThat(management.metric("sluice_draining")).isZero();

        terminate();
        await().atMost(BOUND).until(() -> management.get("/health/ready").statusCode() == 503);
        var device = new YoungDevice("late", mqttPort);
        await().atMost(BOUND).until(() -> device.acknowledged.size() > 0);

        assertThat(management.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(management.metric("sluice_draining")).isEqualTo(1);
        assertThat(management.get("/health/ready").body()).contains("Sluice is shutting down");
        assertThat(sluice.awaitEnd(BOUND)).isEqualTo(143);
        await().atMost(BOUND).until(() -> device.endedNanos > 0);
        assertThat(device.reason).isEqualTo(Mqtt5DisconnectReasonCode.USE_ANOTHER_SERVER);
    }

    @Test
    void anotherSignalEndsItAtOnce() {
        run("shutdown.notice=10m");
        terminate();
        sluice.awaitLine(line -> line.contains("are still served (shutdown.notice)"), BOUND);

        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> { // the first second's are one wish
                            terminate();
                            return !sluice.alive();
                        });

        assertThat(sluice.awaitEnd(BOUND)).isEqualTo(143);
        assertThat(output()).contains("Another SIGTERM: ends at once");
    }

    @Test
    void withoutKafkaDevicesStillGoOneAfterTheOtherAndAreNotAcknowledged() {
        run("shutdown.spread=2s", "shutdown.drain=1s");
        List<YoungDevice> devices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            devices.add(new YoungDevice("d-" + i, mqttPort));
        }
        await().atMost(BOUND).until(() -> devices.stream().allMatch(device -> device.acknowledged.size() > 0));
        kafka.stop();
        await().atMost(BOUND)
                .until(() -> devices.stream().allMatch(device -> device.sent.get() > device.acknowledged.size()));

        terminate();
        assertThat(sluice.awaitEnd(BOUND)).isEqualTo(143);

        await().atMost(BOUND).until(() -> devices.stream().allMatch(device -> device.endedNanos > 0));
        assertThat(devices)
                .extracting(device -> device.reason)
                .containsOnly(Mqtt5DisconnectReasonCode.USE_ANOTHER_SERVER);
        assertThat(output()).contains("Sent away 20 devices").containsPattern("20 without \\([1-9]\\d* messages");
    }

    private void run(String... settings) {
        sluice = Programs.bridge(folder, mqttPort, managementPort, kafka.bootstrapServers(), settings);
    }

    private void terminate() {
        ProcessHandle.of(sluice.pid()).ifPresent(ProcessHandle::destroy);
    }

    private String output() {
        try (var logs = Files.list(folder)) {
            var log = logs.filter(file -> file.getFileName().toString().startsWith("bridge-"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers in Kafka, by device. */
    private Map<String, Set<Long>> stored() {
        var schema = new Schema.Parser().parse(RunningSluice.TELEMETRY);
        Map<String, Set<Long>> stored = new ConcurrentHashMap<>();
        for (var record : TopicReader.readAvro(kafka.bootstrapServers(), "telemetry.load", schema)) {
            stored.computeIfAbsent(record.get("device").toString(), device -> new HashSet<>())
                    .add((Long) record.get("seq"));
        }
        return stored;
    }

    /** An MQTT 3.1.1 device that publishes as long as it is let; the number of a message is its packet id. */
    private static final class OldDevice {

        private final String name;
        private final WireDevice wire;

        OldDevice(String name, int port) {
            this.name = name;
            wire = new WireDevice(port, name);
            var thread = new Thread(this::publish, name);
            thread.setDaemon(true);
            thread.start();
        }

        private void publish() {
            try (wire) {
                for (int seq = 1; !wire.isEnded() && seq < 65_536; seq++) {
                    wire.publish(seq, "devices/load/" + name + "/telemetry", reading(name, seq));
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (UncheckedIOException closed) {
                // by the bridge, which wants no more
            }
        }
    }

    private static String reading(String device, long seq) {
        return "{\"device\":\"" + device + "\",\"seq\":" + seq + ",\"temperature\":1.5}";
    }

    /** An MQTT 5 device with a few messages under way at any time, that hears why it is disconnected and does not come back. */
    private static final class YoungDevice {

        private static final int UNDER_WAY = 3;

        private final String name;
        private final Mqtt5AsyncClient client;
        private final AtomicInteger sent = new AtomicInteger();
        private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
        private volatile Mqtt5DisconnectReasonCode reason;
        private volatile long endedNanos;

        YoungDevice(String name, int port) {
            this.name = name;
            client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier(name)
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .addDisconnectedListener(end -> {
                        if (end.getCause() instanceof Mqtt5DisconnectException said) {
                            reason = said.getMqttMessage().getReasonCode();
                        }
                        endedNanos = System.nanoTime();
                    })
                    .buildAsync();
            client.connect().orTimeout(60, TimeUnit.SECONDS).join();
            for (int i = 0; i < UNDER_WAY; i++) {
                publish();
            }
        }

        private void publish() {
            long seq = sent.incrementAndGet();
            client.publishWith()
                    .topic("devices/load/" + name + "/telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(reading(name, seq).getBytes(UTF_8))
                    .send()
                    .whenComplete((result, failure) -> {
                        if (failure == null && result.getError().isEmpty()) {
                            acknowledged.add(seq);
                            publish();
                        }
                    });
        }
    }
}
