package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of the bridge, and what devices with persistent sessions find when it is back. Their library does the rest by itself. */
class StoredSessionsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int MESSAGES = 40;
    private static final int ENVIRONMENT = 3;

    private static KafkaProcess kafka;

    @TempDir
    Path folder;

    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final List<Mqtt5AsyncClient> clients = new ArrayList<>();
    private final Queue<Boolean> sessionPresent = new ConcurrentLinkedQueue<>();
    private ChildProcess bridge;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaProcess.inTemporaryFolder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void writeRules() {
        Programs.writeRules(folder, RunningSluice.RULES);
    }

    @AfterEach
    void stop() {
        clients.forEach(client -> client.toRx().disconnect().onErrorComplete().blockingAwait(5, TimeUnit.SECONDS));
        if (bridge != null) {
            bridge.kill();
        }
        kafka.resume();
    }

    @Test
    void devicesResendByThemselvesBecauseTheirSessionIsStillThere() {
        startBridge();
        var answers = publishedAmidAKill("stored");

        await().atMost(BOUND).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(sessionPresent).containsExactly(false, true);
        var stored = TopicReader.readAll(kafka.bootstrapServers(), "telemetry.stored").stream()
                .map(record -> new String(record.value(), 14, record.value().length - 14, StandardCharsets.ISO_8859_1))
                .collect(Collectors.toSet());
        assertThat(stored).hasSize(MESSAGES);
    }

    /** The control: without stored sessions the library must forget, and says so. */
    @Test
    void withSessionsInMemoryTheSameKillEndsThem() {
        startBridge("data.sessions=memory");
        var answers = publishedAmidAKill("forgotten", "data.sessions=memory");

        await().atMost(BOUND).until(() -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers).anyMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(sessionPresent).containsExactly(false, false);
    }

    private List<CompletableFuture<Mqtt5PublishResult>> publishedAmidAKill(String site, String... settings) {
        var topic = "devices/" + site + "/d-1/telemetry";
        var device = client("d-1");
        connect(device);
        device.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(telemetry(0))
                .send()
                .join();
        kafka.suspend();
        var answers = IntStream.range(1, MESSAGES)
                .mapToObj(i -> device.publishWith()
                        .topic(topic)
                        .qos(i % 2 == 0 ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE)
                        .payload(telemetry(i))
                        .send())
                .toList();
        var management = new Management(managementPort);
        await().atMost(BOUND).until(() -> management.metric("sluice_in_flight_messages") == MESSAGES - 1);
        bridge.kill();
        kafka.resume();
        startBridge(settings);
        return answers;
    }

    @Test
    void subscriptionsQueuesAndRetainedMessagesAreThereAfterAKill() {
        startBridge();
        var online = new ConcurrentLinkedQueue<String>();
        var subscriber = client("online");
        hear(subscriber, online);
        connect(subscriber);
        subscribe(subscriber, "local/+");
        var away = client("away");
        connect(away);
        subscribe(away, "local/#");
        away.disconnect().join();
        var publisher = client("publisher");
        connect(publisher);
        for (int i = 0; i < MESSAGES; i++) {
            publish(publisher, "local/a", "m" + i, false);
        }
        publish(publisher, "local/kept", "retained", true);
        await().atMost(BOUND).until(() -> online.size() == MESSAGES + 1);

        bridge.kill();
        startBridge();

        var missed = new ConcurrentLinkedQueue<String>();
        hear(away, missed);
        assertThat(connect(away)).as("session present").isTrue();
        await().atMost(BOUND).until(() -> missed.size() == MESSAGES + 1);
        assertThat(missed)
                .startsWith("m0", "m1", "m2")
                .endsWith("m" + (MESSAGES - 1), "retained")
                .doesNotHaveDuplicates();
        await().atMost(BOUND).until(() -> subscriber.getState().isConnected());
        await().atMost(BOUND).until(() -> publisher.getState().isConnected());
        publish(publisher, "local/b", "afterwards", false);
        await().atMost(BOUND).until(() -> online.contains("afterwards"));
        var late = new ConcurrentLinkedQueue<String>();
        var latecomer = client("latecomer");
        hear(latecomer, late);
        connect(latecomer);
        subscribe(latecomer, "local/kept");
        await().atMost(BOUND).until(() -> late.contains("retained"));
        assertThat(sessionPresent.stream().filter(present -> present).count())
                .as("away, online and publisher found their sessions")
                .isEqualTo(3);
    }

    @Test
    void aSecondBridgeOnTheSameFolderIsRefused() throws IOException {
        startBridge();

        assertThat(refusal(FreePort.next())).contains("sessions.mv", "in use", "--set data.folder=PATH");
    }

    @Test
    void aFileThatIsNotOursEndsInThreeAndStaysAsItIs() throws IOException {
        var file = Files.createDirectories(folder.resolve("data")).resolve("sessions.mv");
        Files.writeString(file, "not what was written ".repeat(2_000));
        var before = Files.readAllBytes(file);

        assertThat(refusal(mqttPort)).contains("sessions.mv cannot be read", "Nothing was started, changed or deleted");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** What a bridge says that ends with the exit code of a wrong environment. */
    private String refusal(int port) throws IOException {
        var log = folder.resolve("refused.log");
        var refused = Programs.start(folder, log, port, FreePort.next(), kafka.bootstrapServers());
        assertThat(refused.awaitEnd(BOUND)).isEqualTo(ENVIRONMENT);
        assertThat(Files.readString(log)).doesNotContain("\tat ", "sluice ready");
        return Files.readString(log);
    }

    private void startBridge(String... settings) {
        bridge = Programs.bridge(folder, mqttPort, managementPort, kafka.bootstrapServers(), settings);
    }

    private Mqtt5AsyncClient client(String id) {
        var client = Mqtt5Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(mqttPort)
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(1, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> sessionPresent.add(
                        ((Mqtt5ClientConnectedContext) context).getConnAck().isSessionPresent()))
                .buildAsync();
        clients.add(client);
        return client;
    }

    private static boolean connect(Mqtt5AsyncClient client) {
        return client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3_600)
                .send()
                .join()
                .isSessionPresent();
    }

    private static void hear(Mqtt5AsyncClient client, Queue<String> heard) {
        client.publishes(MqttGlobalPublishFilter.ALL, message -> heard.add(text(message)));
    }

    private static void subscribe(Mqtt5AsyncClient client, String filter) {
        client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .join();
    }

    private static void publish(Mqtt5AsyncClient client, String topic, String payload, boolean retained) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .retain(retained)
                .send()
                .join();
    }

    private static String text(Mqtt5Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] telemetry(int seq) {
        return ("{\"device\":\"d-1\",\"seq\":" + seq + ",\"temperature\":1.5}").getBytes(StandardCharsets.UTF_8);
    }
}
