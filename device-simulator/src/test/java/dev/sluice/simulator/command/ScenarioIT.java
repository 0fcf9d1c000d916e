package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.broker.Received;
import dev.sluice.simulator.broker.Script;
import dev.sluice.simulator.broker.TestBroker;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.TriedRate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run scenarios, against a broker that follows a script. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ScenarioIT {

    private static final String TWO_FLEETS = """
            duration: 2s
            fleets:
              - prefix: quick-
                devices: 3
                every: 50ms
                topic: quick/{device}
                payload: {format: json, fields: {device: device, seq: seq, ts: time}}
              - prefix: slow-
                devices: 2
                ramp: 500ms
                every: 200ms
                mqtt: 3.1.1
                qos: {0: 50, 1: 50}
                topic: slow/{device}
                payload: {format: cbor, fields: {device: device, seq: seq}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunPublishesWhatTheScenarioSaysAndReportsIt() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = run(
                    TWO_FLEETS,
                    broker,
                    "--seconds",
                    "8",
                    "--report",
                    file("r.html"),
                    "--report",
                    file("r.json"),
                    "--ledger",
                    file("l"));

            assertThat(err.toString()).isEmpty();
            assertThat(exit).isEqualTo(ExitCode.GOOD);
            awaitClients(broker, "quick-00000", "quick-00001", "quick-00002", "slow-00000", "slow-00001");
            RunReport report = ReportFile.read(folder.resolve("r.json"));
            Ledger ledger = new LedgerFile(folder.resolve("l")).read();
            assertThat(report.totals().sent()).isEqualTo(ledger.sent());
            await().untilAsserted(() -> assertThat(published(broker)).isEqualTo(ledger.sent())); // QoS 0 among them
            assertThat(report.totals().acknowledged()).isEqualTo(ledger.acknowledged());
            assertThat(ledger.acknowledged()).isBetween(60L, ledger.sent() - 1);
            assertThat(ledger.state()).isEqualTo(Ledger.State.FINISHED);
            assertThat(Files.readString(folder.resolve("r.html"))).contains("scenario.yaml", "</html>");
            assertThat(out.toString()).contains("result of quick-: ", "result of slow-: ");
            assertThat(out.toString()).contains("due → acknowledged", "report: " + folder.resolve("r.html"));
        }
    }

    @Test
    void aStormCutsDevicesOffAndTheyComeBack() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = run(
                    TWO_FLEETS + "storms: [{at: 500ms, share: 1}]\n",
                    broker,
                    "--seconds",
                    "8",
                    "--report",
                    file("r.json"));

            RunReport report = ReportFile.read(folder.resolve("r.json"));
            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(report.totals().faults()).containsKey("storm");
            assertThat(report.totals().cutOff())
                    .isEqualTo(report.totals().faults().get("storm"));
            assertThat(report.totals().failures()).isZero();
            assertThat(report.totals().errors()).isEmpty();
            assertThat(report.warmUpSeconds()).isEqualTo(1.6);
            assertThat(report.latencies().sinceDue().getTotalCount())
                    .isPositive()
                    .isLessThan(report.totals().acknowledged());
            assertThat(report.totals().reconnects()).isPositive();
            assertThat(report.marks()).anyMatch(mark -> mark.kind().equals("storm"));
            assertThat(report.totals().acknowledged()).isPositive();
        }
    }

    @Test
    void aMissedObjectiveIsExitCodeOne() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(message -> false))) {
            int exit = run(
                    TWO_FLEETS + "objectives: {p99: 1s, achieved: 0.99}\n",
                    broker,
                    "--seconds",
                    "1",
                    "--wait-acks",
                    "0");

            assertThat(exit).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(out.toString()).contains("MISSED: p99 at most", "MISSED: at least 99.0 %");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsSaidAndTheReportIsWrittenAllTheSame() throws Exception {
        try (Socket nobody = new Socket()) { // has the port and does not listen
            nobody.bind(new InetSocketAddress("127.0.0.1", 0));
            String uri = "tcp://127.0.0.1:" + nobody.getLocalPort();
            int exit = simulate(
                    "run", scenario(TWO_FLEETS), "--broker", uri, "--connect-timeout", "6", "--report", file("r.json"));

            assertThat(exit).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(err.toString())
                    .contains("No device could connect to " + uri, "onnection refused", "Is a broker listening there")
                    .doesNotContain("Exception");
        }
        RunReport report = ReportFile.read(folder.resolve("r.json"));
        assertThat(report.totals().connectFailures()).isPositive();
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("No device could connect"));
    }

    @Test
    void allThatIsWrongWithAScenarioIsSaidBeforeAnythingConnects() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = run(TWO_FLEETS.replace("every: 50ms", "evry: 50ms").replace("devices: 2", "devices: 0"), broker);

            assertThat(exit).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString())
                    .contains(
                            "cannot be run (2 problems):",
                            "fleets[0].evry",
                            "did you mean \"every\"?",
                            "fleets[1].devices");
            assertThat(broker.received()).isEmpty();
        }
    }

    @Test
    void aSearchEndsAtTheMostThatMayBeTriedIfThatHolds() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            var words = List.of(
                    "capacity",
                    scenario(TWO_FLEETS),
                    "--broker",
                    broker.uri(),
                    "--from",
                    "100",
                    "--to",
                    "150",
                    "--step",
                    "5",
                    "--p99",
                    "20s",
                    "--achieved",
                    "0.2",
                    "--json",
                    file("c.json"),
                    "--report",
                    file("c-report.json"),
                    "--report",
                    file("c.html"));

            int exit = simulate(words.toArray(String[]::new));
            // The machine may stand still in a second that is judged.
            for (int more = 4; more > 0 && exit != ExitCode.GOOD; more--) {
                out.getBuffer().setLength(0);
                err.getBuffer().setLength(0);
                exit = simulate(words.toArray(String[]::new));
            }

            assertThat(err.toString()).isEmpty();
            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(out.toString()).contains("capacity: 150 messages/s");
            assertThat(Files.readString(folder.resolve("c.json"))).contains("\"messagesPerSecond\" : 150.0");
            assertThat(Files.readString(folder.resolve("c.html")))
                    .contains("<b>150/s</b>", "Steps of the search", "holds (confirming)", "</html>")
                    .contains("<title>step 1 of 3: 100/s offered, ", "/s due, ", ">capacity 150/s</text>");
            RunReport report = ReportFile.read(folder.resolve("c-report.json"));
            assertThat(report.conclusion().good()).isTrue();
            assertThat(report.warmUpSeconds())
                    .as("a quarter of fifteen seconds, after the ramp")
                    .isGreaterThanOrEqualTo(0.25 + 3.75);
            assertThat(report.tables().get(0).rows()).hasSize(3);
            assertThat(report.search().steps()).extracting(TriedRate::offered).containsExactly(100.0, 150.0, 150.0);
        }
    }

    @Test
    void aSoakComparesItsThirds() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = simulate(
                    "soak",
                    scenario(TWO_FLEETS),
                    "--broker",
                    broker.uri(),
                    "--connect-timeout",
                    "60",
                    "--seconds",
                    "18",
                    "--drift",
                    "1000000",
                    "--report",
                    file("s.html"),
                    "--report",
                    file("s.hgrm"));

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(out.toString())
                    .contains("met:    p99 of the last third at most", "met:    errors of the last third", "thirds ");
            assertThat(Files.readString(folder.resolve("s.html"))).contains("Thirds of the run", "Nothing drifted");
            assertThat(Files.readString(folder.resolve("s.hgrm"))).contains("Percentile");
        }
    }

    @Test
    void devicesOfOneFleetMayRunAlone() throws Exception {
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            int exit = run(TWO_FLEETS, broker, "--only", "slow-", "--seconds", "6");

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            awaitClients(broker, "slow-00000", "slow-00001");
        }
    }

    private int run(String yaml, TestBroker broker, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("run", scenario(yaml), "--broker", broker.uri(), "--connect-timeout", "60"));
        words.addAll(List.of(more));
        return simulate(words.toArray(String[]::new));
    }

    private int simulate(String... arguments) {
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String scenario(String yaml) throws Exception {
        return Files.writeString(folder.resolve("scenario.yaml"), yaml).toString();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void awaitClients(TestBroker broker, String... clients) {
        await().untilAsserted(() -> assertThat(
                        broker.received().stream().map(Received::client).distinct())
                .containsExactlyInAnyOrder(clients));
    }

    private static long published(TestBroker broker) {
        return broker.received().stream()
                .filter(one -> !one.isRelease() && !one.dup())
                .count();
    }
}
