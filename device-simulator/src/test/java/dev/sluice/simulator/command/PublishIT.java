package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.simulator.broker.Received;
import dev.sluice.simulator.broker.Script;
import dev.sluice.simulator.broker.TestBroker;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.RunReport;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The publish command with both clients against a broker that follows a script. */
class PublishIT {

    private static final int IN_FLIGHT = 10;
    private static final String DEVICE = "d-00000";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"lean,5,1", "lean,3.1.1,1", "lean,5,2", "lean,3.1.1,2", "lean,5,0", "lean,3.1.1,0"})
    @CsvSource({"hivemq,5,1", "hivemq,3.1.1,1", "hivemq,5,2", "hivemq,3.1.1,2", "hivemq,5,0", "hivemq,3.1.1,0"})
    void everythingArrivesInOrderAndIsInTheLedger(String client, String mqtt, int qos) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = publish(broker, client, mqtt, qos, "--devices", "3", "--count", "301");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            await().until(() -> broker.received().size() >= 301); // of QoS 0 some may still be on their way
            for (String device : List.of("d-00000", "d-00001", "d-00002")) {
                assertThat(broker.received().stream()
                                .filter(one -> one.client().equals(device) && !one.isRelease())
                                .map(Received::seq))
                        .containsExactlyElementsOf(seqs(0, device.equals("d-00000") ? 101 : 100));
            }
            assertThat(ledger().sent()).isEqualTo(301);
            assertThat(ledger().acknowledged()).isEqualTo(qos == 0 ? 0 : 301);
            assertThat(ledger().state()).isEqualTo(Ledger.State.FINISHED);
            assertThat(json().get("sent").asInt()).isEqualTo(301);
            assertThat(json().get("rate").asDouble()).isPositive();
        }
    }

    @Test
    void publishingEndsWhenTheFileIsThereAndWhatIsOutIsStillAnswered() throws Exception {
        Path enough = folder.resolve("enough");
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            var run = CompletableFuture.supplyAsync(() ->
                    publish(broker, "lean", "5", 1, "--devices", "2", "--rate", "500", "--until", enough.toString()));
            await().until(() -> broker.received().size() > 20);
            Files.writeString(enough, "");

            assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.GOOD);
            assertThat(ledger().state()).isEqualTo(Ledger.State.FINISHED);
            assertThat(ledger().acknowledged()).isEqualTo(ledger().sent()).isGreaterThan(20);
        }
    }

    @Test
    void itReportsInEveryFormAndByAnyArrivals() throws Exception {
        Path report = folder.resolve("p.json");
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = publish(
                    broker,
                    "lean",
                    "5",
                    1,
                    "--devices=4",
                    "--rate=200",
                    "--seconds=6",
                    "--ramp=500ms",
                    "--arrivals=bursty:3",
                    "--report=" + report,
                    "--report=" + folder.resolve("p.html"),
                    "--report=" + folder.resolve("p.hgrm"));

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            RunReport read = ReportFile.read(report);
            assertThat(read.totals().sent()).isEqualTo(ledger().sent());
            assertThat(read.totals().devices()).isEqualTo(4);
            assertThat(read.warmUpSeconds()).isCloseTo(1.2, within(1e-9));
            assertThat(read.latencies().sinceDue().getTotalCount())
                    .isLessThan(read.totals().acknowledged());
            assertThat(read.setup().details()).containsEntry("planned rate", "200/s on average (bursty:3)");
            assertThat(Files.readString(folder.resolve("p.html"))).contains("<title>publish</title>", "</html>");
            assertThat(Files.readString(folder.resolve("p.hgrm"))).contains("Percentile");
        }
    }

    /** The broker answers 0 to 4, takes 5 to 14 without an answer, and hangs up. */
    @ParameterizedTest
    @CsvSource({"lean,5,1", "lean,3.1.1,1", "lean,5,2", "lean,3.1.1,2"})
    @CsvSource({"hivemq,5,1", "hivemq,3.1.1,1", "hivemq,5,2", "hivemq,3.1.1,2"})
    void whatWasNotAcknowledgedIsRepeatedWithDupWhenTheSessionIsPresent(String client, String mqtt, int qos)
            throws Exception {
        try (TestBroker broker = new TestBroker(hangsUpOnce())) {
            int exit = publish(broker, client, mqtt, qos, "--devices", "1", "--count", "40");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            int last = broker.received().get(broker.received().size() - 1).connection();
            List<Received> before = broker.published(DEVICE, last - 1);
            List<Received> after = broker.published(DEVICE, last);
            assertThat(before).extracting(Received::seq).containsExactlyElementsOf(seqs(0, 15));
            assertThat(after).extracting(Received::seq).containsExactlyElementsOf(seqs(5, 40));
            assertThat(after.subList(0, IN_FLIGHT)).allMatch(Received::dup);
            assertThat(after.subList(IN_FLIGHT, 35)).noneMatch(Received::dup);
            assertThat(after.subList(0, IN_FLIGHT))
                    .extracting(Received::packetId)
                    .containsExactlyElementsOf(before.subList(5, 15).stream()
                            .map(Received::packetId)
                            .toList());
            assertThat(ledger().acknowledged()).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5,1", "lean,3.1.1,1", "lean,5,2", "lean,3.1.1,2"})
    @CsvSource({"hivemq,5,1", "hivemq,3.1.1,1", "hivemq,5,2", "hivemq,3.1.1,2"})
    void withoutASessionTheDeviceRepeatsThemAsNewMessagesAndFirst(String client, String mqtt, int qos)
            throws Exception {
        try (TestBroker broker = new TestBroker(hangsUpOnce().forgetsSessions())) {
            int exit = publish(broker, client, mqtt, qos, "--devices", "1", "--count", "40");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            int last = broker.received().get(broker.received().size() - 1).connection();
            List<Received> after = broker.published(DEVICE, last);
            assertThat(after).extracting(Received::seq).containsExactlyElementsOf(seqs(5, 40));
            assertThat(after).noneMatch(Received::dup);
            assertThat(ledger().acknowledged()).isEqualTo(40);
            assertThat(json().get("repeated").asInt()).isEqualTo(10);
            assertThat(json().get("reconnects").asInt()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void withACleanSessionTheDeviceRepeatsThemToo(String client, String mqtt) throws Exception {
        try (TestBroker broker = new TestBroker(hangsUpOnce())) {
            int exit = publish(broker, client, mqtt, 1, "--devices", "1", "--count", "40", "--session", "clean");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(broker.published(DEVICE, 2)).extracting(Received::seq).containsExactlyElementsOf(seqs(5, 40));
            assertThat(broker.cleanConnects()).containsExactly(true, true);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void aMessageThatTheBrokerHasTakenOverIsReleasedAgainAndNotPublishedAgain(String client, String mqtt)
            throws Exception {
        Script script = Script.saysYes()
                .finishesOnly(one -> one.connection() > connectionsBefore(mqtt))
                .hangsUpAfter(one -> one.connection() == connectionsBefore(mqtt) && one.seq() == IN_FLIGHT - 1);
        try (TestBroker broker = new TestBroker(script)) {
            int exit = publish(broker, client, mqtt, 2, "--devices", "1", "--count", "20");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(broker.received().stream()
                            .filter(one -> !one.isRelease())
                            .map(Received::seq)
                            .distinct())
                    .containsExactlyElementsOf(seqs(0, 20));
            assertThat(ledger().acknowledged()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void neverMoreThanTheWindowIsUnacknowledged(String client, String mqtt) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(one -> one.seq() < 7))) {
            assertThat(publishUntilItStops(broker, client, mqtt, 7 + IN_FLIGHT)).isEqualTo(ExitCode.GOOD);

            assertThat(broker.received()).hasSize(7 + IN_FLIGHT);
            assertThat(ledger().entries().get(0).toString())
                    .isEqualTo("LedgerEntry[device=d-00000, sent=0-16, acknowledged=0-6]");
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void aSmallerReceiveMaximumIsObeyed(String client) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().announces(3).answersOnly(one -> one.seq() < 7))) {
            publishUntilItStops(broker, client, "5", 7 + 3);

            assertThat(broker.received()).hasSize(7 + 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,1", "lean,2", "hivemq,1", "hivemq,2"})
    void refusedMessagesAreNeitherAcknowledgedNorRepeated(String client, int qos) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().refuses(0x97))) {
            int exit = publish(broker, client, "5", qos, "--devices", "1", "--count", "50");

            assertThat(exit).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(broker.received()).hasSize(50);
            assertThat(json().get("refused").asInt()).isEqualTo(50);
            assertThat(ledger().acknowledged()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void answersOutOfOrderAreBookedToTheRightMessages(String client) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(one -> one.seq() % 3 != 0))) {
            var run = CompletableFuture.supplyAsync(() -> publish(
                    broker, client, "5", 1, "--devices", "1", "--count", "9", "--wait-acks", "60", "--no-reconnect"));
            await().ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(ledger().entries().get(0).acknowledged()).hasToString("1-2,4-5,7-8"));
            broker.close(); // the run ends with its connections
            run.get(60, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void aRateIsKept(String client) throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            Path report = folder.resolve("p.json");
            publish(broker, client, "5", 1, "--devices=4", "--rate=200", "--seconds=2", "--report=" + report);

            var totals = ReportFile.read(report).totals();
            double seconds = json().get("seconds").asDouble();
            assertThat(totals.offered()).as("all that was due").isGreaterThanOrEqualTo(390);
            assertThat(totals.sent()).as("none early").isLessThanOrEqualTo((long) (200 * seconds) + 4);
            assertThat(broker.received()).hasSize((int) totals.sent());
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void withoutReconnectTheRunEndsWithTheConnections(String client) throws Exception {
        try (TestBroker broker = new TestBroker(hangsUpOnce())) {
            int exit = publish(broker, client, "5", 1, "--devices", "1", "--count", "40", "--no-reconnect");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(ledger().entries().get(0).acknowledged()).hasToString("0-4");
        }
    }

    @Test
    void nothingAcknowledgedIsAFailure() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(one -> false))) {
            int exit = publish(broker, "lean", "5", 1, "--devices", "1", "--count", "5", "--wait-acks", "0.2");

            assertThat(exit).isEqualTo(ExitCode.CHECK_FAILED);
        }
    }

    @Test
    void payloadAndTopicFollowTheirTemplates() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            publish(broker, "lean", "5", 1, "--devices", "2", "--count", "2", "--topic", "site/{site}/{device}");

            assertThat(broker.received())
                    .extracting(Received::topic)
                    .containsExactlyInAnyOrder("site/north/d-00000", "site/east/d-00001");
        }
    }

    /** Its first real connection is cut behind message 14, of which 5 to 14 were not answered. */
    private static Script hangsUpOnce() {
        boolean[] hungUp = {false};
        return Script.saysYes()
                .answersOnly(one -> hungUp[0] || one.seq() < 5)
                .hangsUpAfter(one -> !hungUp[0] && (hungUp[0] = one.seq() == 14));
    }

    /** At QoS 2, MQTT 3.1.1 devices sweep their session with a connection of its own first. */
    private static int connectionsBefore(String mqtt) {
        return mqtt.equals("5") ? 1 : 2;
    }

    /** The devices go on until nothing more comes than so many messages. */
    private int publishUntilItStops(TestBroker broker, String client, String mqtt, int messages) throws Exception {
        Path enough = folder.resolve("enough");
        var run = CompletableFuture.supplyAsync(() -> publish(
                broker,
                client,
                mqtt,
                1,
                "--devices",
                "1",
                "--count",
                "1000",
                "--until",
                enough.toString(),
                "--wait-acks",
                "0"));
        await().until(() -> broker.received().size() >= messages);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true); // for those that must not come
        Files.writeString(enough, "");
        return run.get(60, TimeUnit.SECONDS);
    }

    private int publish(TestBroker broker, String client, String mqtt, int qos, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "publish",
                "--quiet",
                "--broker",
                broker.uri(),
                "--client",
                client,
                "--mqtt",
                mqtt,
                "--qos",
                "" + qos,
                "--in-flight",
                "" + IN_FLIGHT,
                "--connect-timeout",
                "60",
                "--ledger",
                folder.resolve("ledger").toString(),
                "--json",
                folder.resolve("summary.json").toString()));
        arguments.addAll(List.of(more));
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    private Ledger ledger() throws Exception {
        return new LedgerFile(folder.resolve("ledger")).read();
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    }

    private static List<Integer> seqs(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
