package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices notice while Kafka is away, frozen, or not there yet: they wait, and nothing else. */
class OutageIT {

    private static final String STORED = "sluice_messages_stored_total{mapping=\"telemetry\"}";
    private static final double LONGEST_BLOCK_SECONDS = 2;
    /** With a producer as Kafka makes it, sends are refused after four seconds of it. */
    private static final Duration FREEZE = Duration.ofSeconds(12);

    @TempDir
    Path folder;

    @Test
    void kafkaUnreachableAtStartMeansThatDevicesConnectAndAcksWait() {
        int kafkaPort = FreePort.next();
        var inOrder = IntStream.rangeClosed(1, 20).boxed().toList();
        try (var sluice = RunningSluice.start(
                        folder, "127.0.0.1:" + kafkaPort, RunningSluice.RULES, "kafka.warm-up=500ms");
                var device = new WireDevice(sluice.mqttPort(), "early")) {
            sluice.management().metric("sluice_event_loop_lag_seconds"); // begins a new measurement
            inOrder.forEach(seq -> device.publish(
                    seq, "devices/north/d1/telemetry", "{\"device\":\"d1\",\"seq\":" + seq + ",\"temperature\":1.0}"));

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var ready = sluice.management().get("/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body())
                        .contains("Kafka at 127.0.0.1:" + kafkaPort)
                        .contains("kafka.bootstrap.servers");
            });
            assertThat(device.acknowledged()).isEmpty();
            assertThat(sluice.management().get("/health/live").statusCode()).isEqualTo(200);
            await().pollDelay(Duration.ZERO) // what blocks does so again; a machine that stood still does not
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(sluice.management().metric("sluice_event_loop_lag_seconds"))
                            .isLessThan(LONGEST_BLOCK_SECONDS));

            try (var kafka = KafkaSandbox.inTemporaryFolder().port(kafkaPort).start()) {
                assertThat(kafka.running()).isTrue();
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(device.acknowledged()).isEqualTo(inOrder));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sluice.management().get("/health/ready").statusCode() == 200);
            }
        }
    }

    @Test
    void frozenKafkaRefusesNoSendAndReordersNothing() throws IOException {
        try (var kafka = KafkaProcess.inTemporaryFolder().start()) {
            Programs.writeRules(folder, RunningSluice.RULES);
            int mqttPort = FreePort.next();
            int managementPort = FreePort.next();
            try (var bridge = Programs.bridge(folder, mqttPort, managementPort, kafka.bootstrapServers())) {
                var management = new Management(managementPort);
                var ledger = folder.resolve("ledger");
                var devices = Programs.simulate(
                        folder,
                        "publish",
                        "--broker",
                        "tcp://127.0.0.1:" + mqttPort,
                        "--devices",
                        "50",
                        "--rate",
                        "2000",
                        "--until",
                        folder.resolve("enough").toString(),
                        "--qos",
                        "1",
                        "--ledger",
                        ledger.toString(),
                        "--wait-acks",
                        "60");
                await().ignoreExceptions().until(() -> management.metric(STORED) > 2_000);

                kafka.suspend();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> management.metric("sluice_in_flight_messages") > 100);
                await().pollDelay(FREEZE).until(() -> true);
                assertThat(management.metric("sluice_held_back_messages")).isZero();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> management.get("/health/ready").statusCode() == 503);
                double before = management.metric(STORED);
                kafka.resume();
                await().until(() -> management.metric(STORED) > before + 5_000);
                Files.createFile(folder.resolve("enough"));

                assertThat(devices.awaitEnd(Duration.ofSeconds(120))).isZero();
                assertThat(management.metric("sluice_sends_refused_total")).isZero();
                var verdict = Programs.verify(folder, ledger, kafka.bootstrapServers(), "telemetry\\..*", "--strict");
                assertThat(verdict.audit()).contains(" lost=0 duplicated=0 reordered=0");
                assertThat(verdict.exit()).isZero();
                assertThat(bridge.alive()).isTrue();
            }
        }
    }

    @Test
    void reconnectStormDuringAnOutageLeavesEverySessionLoopServing() {
        try (var kafka = KafkaSandbox.inTemporaryFolder().start();
                var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RunningSluice.RULES)) {
            var first = device(sluice, "first");
            first.connect().join();
            publish(first, 0).orTimeout(60, TimeUnit.SECONDS).join();
            kafka.stop();

            var connected = new AtomicInteger();
            for (int round = 0; round < 2; round++) {
                storm(sluice, connected);
            }

            assertThat(connected.get()).isGreaterThanOrEqualTo(500);
            for (int probe = 0; probe < 4 * Runtime.getRuntime().availableProcessors(); probe++) {
                assertServed(sluice, "probe-" + probe);
            }
            kafka.start();
        }
    }

    private static void storm(RunningSluice sluice, AtomicInteger connected) {
        List<CompletableFuture<?>> storm = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            var device = device(sluice, "storm-" + i);
            storm.add(device.connectWith()
                    .cleanSession(false)
                    .send()
                    .thenAccept(ack -> {
                        connected.incrementAndGet();
                        device.subscribeWith()
                                .topicFilter("storm/#")
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .send();
                        publish(device, 1);
                        device.disconnect();
                    })
                    .exceptionally(taken -> null));
        }
        CompletableFuture.allOf(storm.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static void assertServed(RunningSluice sluice, String clientId) {
        List<String> heard = new CopyOnWriteArrayList<>();
        var probe = device(sluice, clientId);
        probe.connect().orTimeout(60, TimeUnit.SECONDS).join();
        probe.subscribeWith()
                .topicFilter("probe/" + clientId)
                .callback(publish -> heard.add(new String(publish.getPayloadAsBytes(), UTF_8)))
                .send()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        probe.publishWith()
                .topic("probe/" + clientId)
                .payload("hello".getBytes(UTF_8))
                .send()
                .join();
        await().untilAsserted(() -> assertThat(heard).containsExactly("hello"));
        probe.disconnect().join();
    }

    private static Mqtt3AsyncClient device(RunningSluice sluice, String clientId) {
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .buildAsync();
    }

    private static CompletableFuture<?> publish(Mqtt3AsyncClient device, int seq) {
        return device.publishWith()
                .topic("devices/north/d1/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(("{\"device\":\"d1\",\"seq\":" + seq + ",\"temperature\":1.0}").getBytes(UTF_8))
                .send();
    }
}
