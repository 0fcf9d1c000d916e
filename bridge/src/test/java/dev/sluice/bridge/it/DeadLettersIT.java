package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.deadletter.DeadLetterFormat;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.message.UserProperty;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a real Kafka, listed, shown and replayed by the command as a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int AMPLE = 1_000_000;

    /** Records keep their message's time, and Kafka's retention deletes what is older than a week. */
    private static final long TWO_HOURS_AGO =
            System.currentTimeMillis() - Duration.ofHours(2).toMillis();

    /** What the rules become once somebody has mended them. */
    private static final String MENDED =
            RunningSluice.RULES.replace("schema: Telemetry }", "schema: Telemetry, fields: { temperature: 0.0 } }");

    private KafkaSandbox kafka;
    private int tests;
    private String letters = "letters";
    private String site;

    @TempDir
    private Path folder;

    private String output = "";

    /** Asks a Kafka that is not there. It is patient, so it does that beside the tests. */
    private ChildProcess unanswered;

    private Path unansweredOutput;

    @BeforeAll
    void start(@TempDir Path itsFolder) {
        Programs.writeRules(itsFolder, MENDED);
        unansweredOutput = itsFolder.resolve("output.log");
        unanswered = start(
                itsFolder, unansweredOutput, "list", "--set", "kafka.bootstrap.servers=127.0.0.1:" + FreePort.next());
        kafka = KafkaSandbox.inTemporaryFolder().start();
    }

    @AfterAll
    void stop() {
        unanswered.kill();
        kafka.close();
    }

    @BeforeEach
    void ownTopics() {
        tests++;
        letters = "letters-" + tests;
        site = "s" + tests;
        kafka.createTopic(letters, 3, Map.of());
        kafka.createTopic("telemetry." + site, 2, Map.of());
    }

    @Test
    void whatTheBridgeRejectedIsReplayedOnceTheRulesAreMended() throws IOException {
        try (var sluice = RunningSluice.start(
                        folder, kafka.bootstrapServers(), RunningSluice.RULES, "kafka.dead-letter.topic=" + letters);
                var device = new WireDevice(sluice.mqttPort(), "d-1")) {
            device.publish(1, mqttTopic("d-1"), "{\"device\":\"d-1\",\"seq\":1}");
            device.publish(2, mqttTopic("d-1"), "not json");
            device.publish(3, mqttTopic("d-1"), "{\"device\":\"d-1\",\"seq\":3}");
            await().atMost(BOUND).until(() -> device.acknowledged().size() == 3);
        }

        assertThat(deadLetters("list")).isZero();
        assertThat(output).contains("FIELD_MISSING", "PAYLOAD_NOT_DECODABLE", mqttTopic("d-1"), "waiting=3 replayed=0");
        assertThat(output).doesNotContain("not json");

        Programs.writeRules(folder, MENDED);
        assertThat(deadLetters("replay")).isEqualTo(1);
        assertThat(output).contains("2 letters", "would become 2 records", "replayable=2 already=0 left=1");
        assertThat(stored()).isEmpty();

        assertThat(deadLetters("replay", "--fix")).isEqualTo(1);
        assertThat(output).contains("replayed=2 already=0 left=1", "PAYLOAD_NOT_DECODABLE 1");
        var stored = stored();
        assertThat(stored).hasSize(2);
        assertThat(stored).allSatisfy(record -> {
            assertThat(TopicReader.header(record, "mqtt.event-id")).isNotBlank();
            assertThat(TopicReader.header(record, "dead-letter.replayed-at")).matches("\\d{13}");
        });

        assertThat(deadLetters("replay", "--fix")).isEqualTo(1);
        assertThat(output).contains("replayed=0").contains("left=1");
        assertThat(stored()).hasSize(2);
        deadLetters("list");
        assertThat(output).contains("waiting=1 replayed=2");
    }

    @Test
    void oneLetterIsShownWithItsPayloadAndWhatTheRulesMakeOfIt() throws IOException {
        Programs.writeRules(folder, MENDED);
        var properties = new MessageProperties(
                "application/json", "answers", new byte[] {1}, 60L, 1, List.of(new UserProperty("unit", "C\u001b[2J")));
        var message = new DeviceMessage(
                mqttTopic("d-7"),
                "d-7",
                1,
                true,
                true,
                "{\"device\":\"d-7\",\"seq\":5}".getBytes(UTF_8),
                5_000,
                "e-7",
                properties);
        write(List.of(
                DeadLetter.of(message, RejectReason.FIELD_MISSING, "no temperature", "telemetry", OptionalInt.of(7))));
        deadLetters("list", "--format", "json");
        var line =
                output.lines().filter(each -> each.startsWith("{")).findFirst().orElseThrow();
        var place = line.replaceAll(".*\"partition\":(\\d+),\"offset\":(\\d+).*", "$1:$2");

        assertThat(deadLetters("show", place)).isZero();

        assertThat(output)
                .contains("no temperature", "schema id    7", "unit = C\\u001b[2J", "1, retained, sent again")
                .contains("7b 22 64 65 76 69 63 65", "{\"device\":\"d-7\",\"seq\":5}")
                .contains("Today's rules:", "telemetry." + site, "\"temperature\" : 0.0")
                .doesNotContain("\u001b");
        assertThat(deadLetters("show", "0:999999")).isEqualTo(1);
    }

    @Test
    void onlyTheLettersThatWereAskedForAreReplayedAndTheOthersLater() throws IOException {
        Programs.writeRules(folder, MENDED);
        write(List.of(letter("a", 1), letter("b", 1), letter("a", 2), letter("b", 2)));

        assertThat(deadLetters("replay", "--fix", "--client", "b")).isZero();
        assertThat(output).contains("selected=2 replayed=2");
        assertThat(eventIds()).containsExactlyInAnyOrder("b-1", "b-2");

        assertThat(deadLetters("replay", "--fix", "--since", "1h")).isZero();
        assertThat(output).contains("selected=0 replayed=0");

        assertThat(deadLetters("replay", "--fix", "--reason", "FIELD_MISSING")).isZero();
        assertThat(eventIds()).containsExactlyInAnyOrder("a-1", "a-2", "b-1", "b-2");
    }

    @Test
    void letterOfAMessageThatWasSentTwiceIsReplayedOnce() throws IOException {
        Programs.writeRules(folder, MENDED);
        write(List.of(letter("a", 1), letter("a", 1), letter("a", 2)));

        assertThat(deadLetters("replay")).isZero();
        assertThat(output).contains("replayable=2 already=1");
        assertThat(deadLetters("replay", "--fix")).isZero();
        write(List.of(letter("a", 2)));
        assertThat(deadLetters("replay", "--fix")).isZero();

        assertThat(eventIds()).containsExactly("a-1", "a-2");
    }

    @Test
    void letterThatIsCutOrTooLargeStaysAndIsCounted() throws IOException {
        Programs.writeRules(folder, MENDED + """
                  - name: small
                    from: small/#
                    payload: bytes
                    to: { topic: small }
                """);
        kafka.createTopic("small", 1, Map.of("max.message.bytes", "1000"));
        write(List.of(letter("a", 1), other("b", "small/x", "x".repeat(2_000)), other("c", "small/x", "fits")));
        var cut =
                DeadLetterFormat.toRecord(other("d", "small/x", "x".repeat(2_000)), letters, 1_000, RecordSink::sizeOf);
        send(cut);

        assertThat(deadLetters("replay", "--fix")).isEqualTo(1);

        assertThat(output).contains("RECORD_TOO_LARGE 1", "cut 1").contains("replayed=2 already=0 left=2");
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "small")).hasSize(1);
    }

    @Test
    void killedInTheMiddleAgainAndAgainItStoresEveryLetterOnceAndInOrder() throws IOException {
        Programs.writeRules(folder, MENDED);
        int devices = 40;
        int each = 500;
        List<DeadLetter> all = new ArrayList<>();
        for (int seq = 0; seq < each; seq++) {
            for (int device = 0; device < devices; device++) {
                all.add(letter("dev" + device, seq));
            }
        }
        write(all);

        for (int kill = 1; kill <= 3; kill++) {
            int before = eventIds().size();
            var replay = start("replay", "--fix", "--max-rate", "1000");
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> eventIds().size() > before + 500);
            replay.kill();
        }
        assertThat(eventIds().size()).as("the kills struck in the middle").isLessThan(devices * each);
        assertThat(deadLetters("replay", "--fix")).isZero();

        var ids = eventIds();
        assertThat(ids).hasSize(devices * each);
        assertThat(new HashSet<>(ids)).hasSize(devices * each);
        Map<String, Integer> last = new HashMap<>();
        for (var id : ids) {
            var device = id.substring(0, id.indexOf('-'));
            int seq = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            assertThat(seq).isEqualTo(last.getOrDefault(device, -1) + 1);
            last.put(device, seq);
        }
    }

    @Test
    void kafkaThatIsAwayEndsInThree() throws IOException {
        Programs.writeRules(folder, MENDED);

        assertThat(unanswered.awaitEnd(BOUND)).isEqualTo(3);

        assertThat(Files.readString(unansweredOutput))
                .contains("Check kafka.bootstrap.servers")
                .doesNotContain("\tat ");
        letters = "never-" + letters;
        assertThat(deadLetters("replay", "--fix")).isEqualTo(3);
        assertThat(output).contains("has no topic " + letters);
    }

    private String mqttTopic(String device) {
        return "devices/" + site + "/" + device + "/telemetry";
    }

    private DeadLetter letter(String device, int seq) {
        return letter(
                device, mqttTopic(device), "{\"device\":\"" + device + "\",\"seq\":" + seq + "}", device + "-" + seq);
    }

    private DeadLetter other(String device, String topic, String payload) {
        return letter(device, topic, payload, "other-" + device);
    }

    private static DeadLetter letter(String device, String topic, String payload, String eventId) {
        var message = new DeviceMessage(
                topic,
                device,
                1,
                false,
                false,
                payload.getBytes(UTF_8),
                TWO_HOURS_AGO,
                eventId,
                MessageProperties.NONE);
        return DeadLetter.of(message, RejectReason.FIELD_MISSING, "no field", "telemetry", OptionalInt.empty());
    }

    private void write(List<DeadLetter> written) {
        try (var producer = producer()) {
            written.forEach(
                    letter -> send(producer, DeadLetterFormat.toRecord(letter, letters, AMPLE, RecordSink::sizeOf)));
        }
    }

    private void send(dev.sluice.mapping.engine.OutgoingRecord record) {
        try (var producer = producer()) {
            send(producer, record);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, dev.sluice.mapping.engine.OutgoingRecord record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        producer.send(new ProducerRecord<>(
                record.topic(), null, record.timestampMillis(), record.key(), record.value(), headers));
    }

    private List<ConsumerRecord<byte[], byte[]>> stored() {
        return TopicReader.readAll(kafka.bootstrapServers(), "telemetry." + site);
    }

    private List<String> eventIds() {
        return stored().stream()
                .map(record -> TopicReader.header(record, "mqtt.event-id"))
                .toList();
    }

    private int deadLetters(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--set", "kafka.bootstrap.servers=" + kafka.bootstrapServers()));
        return run(words.toArray(String[]::new));
    }

    private int run(String... arguments) throws IOException {
        var log = folder.resolve("output-" + System.nanoTime() + ".log");
        int exit = start(folder, log, arguments).awaitEnd(BOUND);
        output = Files.readString(log);
        return exit;
    }

    private ChildProcess start(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--set", "kafka.bootstrap.servers=" + kafka.bootstrapServers()));
        return start(folder, folder.resolve("output-" + System.nanoTime() + ".log"), words.toArray(String[]::new));
    }

    private ChildProcess start(Path configuration, Path log, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.bridge.command.SluiceMain",
                "dead-letters"));
        words.addAll(List.of(arguments));
        words.addAll(List.of(
                "--config",
                configuration.resolve("sluice.yaml").toString(),
                "--set",
                "kafka.dead-letter.topic=" + letters));
        return ChildProcess.start(ChildCommand.logged("dead-letters", words, log));
    }
}
