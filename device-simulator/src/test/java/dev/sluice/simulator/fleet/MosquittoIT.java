package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.broker.Certificates;
import dev.sluice.simulator.broker.Listener;
import dev.sluice.simulator.broker.Listener.Heard;
import dev.sluice.simulator.broker.Mosquitto;
import dev.sluice.simulator.broker.Mosquitto.Door;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fleets by plan against Debian's mosquitto. Where it is missing these tests are skipped, except under CI=true, where they fail. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MosquittoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEVICE = "d-00000";

    @TempDir
    private static Path folder;

    private static Mosquitto broker;

    @BeforeAll
    static void start() throws Exception {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(Mosquitto.isInstalled(), "the Debian package mosquitto is not installed");
        }
        Certificates certificates = new Certificates(folder, "authority");
        certificates.signFor("broker");
        broker = Mosquitto.start(folder, certificates);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void messagesOfEachQosAndGreetingsArrive(String client, String mqtt) throws Exception {
        try (Listener listener = new Listener(broker.port(Door.TCP));
                Fleet fleet = fleet(
                        client,
                        Plans.to(broker.uri(Door.TCP))
                                .speaking(mqtt)
                                .mixing(1, 2, 0)
                                .greeting()
                                .sending(60, Arrivals.UNPACED))) {
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(listener.on("hello/" + DEVICE))
                        .extracting(Heard::text)
                        .contains("hello 0 0", "hello 0 1", "hello 0 2");
                assertThat(listener.on("even/" + DEVICE).size()
                                + listener.on("odd/" + DEVICE).size())
                        .isGreaterThanOrEqualTo(60);
            });
            assertThat(listener.on("even/" + DEVICE))
                    .filteredOn(heard -> heard.text().equals("{\"seq\":10}"))
                    .allMatch(Heard::retained);
            assertThat(listener.on("odd/" + DEVICE))
                    .filteredOn(heard -> heard.text().equals("{\"seq\":7}"))
                    .isNotEmpty()
                    .allMatch(heard -> heard.qos() == 2 && !heard.retained());
        }
    }

    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void aDroppedDeviceLeavesItsWillAndGreetsAgain(String mqtt) throws Exception {
        try (Listener listener = new Listener(broker.port(Door.TCP));
                Fleet fleet = fleet(
                        "lean",
                        Plans.to(broker.uri(Door.TCP))
                                .speaking(mqtt)
                                .mixing(1)
                                .greeting()
                                .sending(Integer.MAX_VALUE, new ArrivalProcess.Constant(50).of(0, 1, 1)))) {
            await().atMost(PATIENCE).until(() -> fleet.counts().acknowledged() > 5);
            fleet.storm(1);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(listener.on("will/" + DEVICE))
                        .extracting(Heard::text)
                        .contains("will 0");
                assertThat(listener.on("hello/" + DEVICE))
                        .extracting(Heard::text)
                        .contains("hello 1 1", "hello 1 2");
            });
            fleet.storm(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(listener.on("will/" + DEVICE))
                            .extracting(Heard::text)
                            .contains("will 1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void aTwinTakesTheSessionOverAndTheDeviceTakesItBack(String mqtt) throws Exception {
        try (Fleet fleet = fleet(
                "lean",
                Plans.to(broker.uri(Door.TCP))
                        .speaking(mqtt)
                        .mixing(1, 2)
                        .sending(1_000_000, new ArrivalProcess.Constant(100).of(0, 1, 1)))) {
            await().atMost(PATIENCE).until(() -> fleet.counts().acknowledged() > 5);
            fleet.meetTwins();

            await().atMost(PATIENCE).until(() -> fleet.counts().reconnects() == 1);
            long before = fleet.counts().acknowledged();
            await().atMost(PATIENCE).until(() -> fleet.counts().acknowledged() > before + 50);
            assertThat(Plans.events(fleet)).containsExactly(entry("cut off", 1L), entry("fault: twin", 1L));
            assertThat(Plans.measured(fleet).totals().failures()).isZero();
        }
    }

    /** 60 messages come back as some 1,700 bytes, at 800 a second; their acknowledgements alone are 240. */
    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void aSlowReaderIsSentWhatItSubscribesToAndHasToReadItFirst(String mqtt) throws Exception {
        long before = System.nanoTime();
        try (Fleet fleet = fleet(
                "lean",
                Plans.to(broker.uri(Door.TCP))
                        .speaking(mqtt)
                        .mixing(1)
                        .sending(60, Arrivals.UNPACED)
                        .failing(new LinkFaults(0, 800, "+/" + DEVICE, false)))) {
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(Plans.events(fleet)).containsExactly(entry("fault: slow reader", 1L));
        }
    }

    private static Fleet fleet(String client, Plans plans) {
        Fleet fleet = new Fleet(plans.devices(1), Plans.client(client));
        fleet.connect();
        fleet.start();
        return fleet;
    }
}
