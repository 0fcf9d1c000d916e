package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The consumer of docs/delivery.md, run as the page says, on duplicates that a real bridge has stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsOnceIT {

    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "EventsOnce.java");

    private static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            mappings:
              - name: numbered
                from: devices/{site}/{device}/telemetry
                event-id: "{device}-{payload.seq}"
                to: { topic: "telemetry.{site}", key: "{device}" }
                value: { schema: Telemetry }
              - name: unnumbered
                from: plain/{device}
                to: { topic: plain, key: "{device}" }
                value: { schema: Telemetry }
            """;

    private Path folder;
    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path itsFolder) {
        folder = itsFolder;
        kafka = KafkaSandbox.inTemporaryFolder().start();
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @Test
    void eachEventIsHandledOnceHoweverOftenItsDeviceSentIt() {
        publish("devices/north/d1/telemetry", 1, 20);
        publish("devices/north/d1/telemetry", 11, 30);
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "telemetry.north"))
                .hasSize(40);

        assertThat(handled("telemetry.north", 30)).isEqualTo(ids(1, 30));
    }

    @Test
    void aConsumerThatGoesOnKnowsWhatItHandledBefore() {
        publish("devices/south/d1/telemetry", 1, 20);
        assertThat(handled("telemetry.south", 20)).isEqualTo(ids(1, 20));
        publish("devices/south/d1/telemetry", 11, 30);

        assertThat(handled("telemetry.south", 10)).isEqualTo(ids(21, 30));
    }

    /** What event ids cannot decide: there is nothing in these messages by which a repetition could be told from an equal reading. */
    @Test
    void withoutANumberInThePayloadARepetitionByTheApplicationIsANewEvent() {
        publish("plain/d1", 1, 1);
        publish("plain/d1", 1, 1);

        var seen = new HashSet<String>();
        TopicReader.readAll(kafka.bootstrapServers(), "plain")
                .forEach(each -> seen.add(TopicReader.header(each, "mqtt.event-id")));
        assertThat(seen).hasSize(2);
    }

    /** Numbered readings, each acknowledged; as a device without a session does it after a reconnect. */
    private void publish(String topic, int from, int to) {
        try (var device = new WireDevice(sluice.mqttPort(), "d1")) {
            for (int seq = from; seq <= to; seq++) {
                device.publish(seq, topic, "{\"device\":\"d1\",\"seq\":" + seq + ",\"temperature\":21.5}");
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> device.acknowledged().size() == to - from + 1);
        }
    }

    /** Runs the example until it has handled so many events and then nothing more; the ids, in order. */
    private List<String> handled(String topic, int events) {
        var words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE.toString(),
                kafka.bootstrapServers(),
                topic,
                "group-of-" + topic);
        var log = folder.resolve("example-" + System.nanoTime() + ".log");
        try (var example = ChildProcess.start(ChildCommand.logged("the example", words, log))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !example.alive() || idsIn(log).size() >= events);
            await().during(Duration.ofSeconds(2)).until(() -> idsIn(log).size() == events);
            return idsIn(log);
        }
    }

    private static List<String> idsIn(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.matches("d1-\\d+ d1"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(seq -> "d1-" + seq).toList();
    }
}
