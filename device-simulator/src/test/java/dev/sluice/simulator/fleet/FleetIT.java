package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.broker.Received;
import dev.sluice.simulator.broker.Script;
import dev.sluice.simulator.broker.TestBroker;
import dev.sluice.simulator.measure.Totals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fleets by plan, against a broker that follows a script. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FleetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEVICE = "d-00000";

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void oneDeviceMixesQosAndKeepsItsOrder(String client, String mqtt) {
        try (TestBroker broker = new TestBroker(Script.saysYes());
                Fleet fleet = fleet(
                        Plans.to(broker.uri()).speaking(mqtt).mixing(0, 1, 2).sending(300, Arrivals.UNPACED),
                        client,
                        1)) {
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages(broker)).hasSize(300));
            assertThat(messages(broker)).allMatch(one -> one.qos() == one.seq() % 3);
            assertThat(messages(broker)).extracting(Received::topic).contains("odd/" + DEVICE, "even/" + DEVICE);
            assertThat(messages(broker).stream().filter(one -> one.qos() == 1).map(Received::seq))
                    .isSorted();
            assertThat(fleet.counts().acknowledged()).isEqualTo(200);
            assertThat(fleet.counts().unanswerable()).isEqualTo(100);
            if (client.equals("lean")) {
                assertThat(messages(broker)).extracting(Received::seq).containsExactlyElementsOf(seqs(0, 300));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void theWindowHoldsForAllQosTogether(String client, String mqtt) {
        Script script = Script.saysYes().answersOnly(one -> false);
        try (TestBroker broker = new TestBroker(script);
                Fleet fleet =
                        fleet(Plans.to(broker.uri()).speaking(mqtt).mixing(1, 2).window(4), client, 1)) {
            run(fleet);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages(broker)).hasSize(4));
            assertThat(fleet.counts().sent()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void greetingsGoBeforeMessagesOnEveryConnectionAndTakePartInTheWindow(String mqtt) {
        Script script = Script.saysYes().hangsUpAfter(one -> one.connection() <= 2 && one.seq() == 3);
        try (TestBroker broker = new TestBroker(script);
                Fleet fleet = fleet(
                        Plans.to(broker.uri())
                                .speaking(mqtt)
                                .greeting()
                                .window(1)
                                .sending(20, Arrivals.UNPACED),
                        "lean",
                        1)) {
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            int last = broker.received().get(broker.received().size() - 1).connection();
            List<Received> connection = broker.published(DEVICE, last);
            assertThat(connection.subList(0, 3)).allMatch(one -> one.topic().equals("hello/" + DEVICE));
            assertThat(connection.subList(0, 3)).extracting(Received::qos).containsExactly(0, 1, 2);
            assertThat(connection.subList(3, connection.size()))
                    .noneMatch(one -> one.topic().startsWith("hello"));
            assertThat(fleet.counts().acknowledged()).isEqualTo(20);
        }
    }

    @Test
    void anUnansweredGreetingIsRepeatedWhereTheSessionGoesOn() {
        Script script = Script.saysYes()
                .answersOnly(one -> one.connection() > 1 || !one.topic().startsWith("hello"))
                .hangsUpAfter(one -> one.connection() == 1 && one.topic().startsWith("hello") && one.qos() == 2);
        try (TestBroker broker = new TestBroker(script);
                Fleet fleet = fleet(Plans.to(broker.uri()).greeting().sending(5, Arrivals.UNPACED), "lean", 1)) {
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            assertThat(broker.published(DEVICE, 2).subList(0, 5))
                    .extracting(one -> one.qos() + (one.dup() ? " again" : ""))
                    .containsExactly("1 again", "2 again", "0", "1", "2");
        }
    }

    @Test
    void whatWasDueDuringAnOutageIsMeasuredFromThen() {
        Arrivals arrivals = new ArrivalProcess.Constant(200).of(0, 1, 1);
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(one -> one.connection() > 1));
                Fleet fleet = fleet(Plans.to(broker.uri()).window(1).sending(400, arrivals), "lean", 1)) {
            run(fleet);
            await().atMost(PATIENCE).until(() -> fleet.counts().sent() == 1);
            long before = System.nanoTime();
            await().until(() -> System.nanoTime() - before > TimeUnit.SECONDS.toNanos(1));
            fleet.storm(1);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            // Only one message was out when it hung, but two hundred were due: all of them waited.
            assertThat(Plans.waitedLongerThan(fleet, 100_000)).isBetween(100L, 400L);
            assertThat(Plans.events(fleet)).containsEntry("fault: storm", 1L).containsEntry("cut off", 1L);
        }
    }

    @Test
    void whatIsStillDueAtTheEndIsGivenUpAndCounted() {
        Arrivals arrivals = new ArrivalProcess.Constant(1_000).of(0, 1, 1);
        try (TestBroker broker = new TestBroker(Script.saysYes().answersOnly(one -> false));
                Fleet fleet = fleet(Plans.to(broker.uri()).window(5).sending(100, arrivals), "lean", 1)) {
            run(fleet);
            long before = System.nanoTime();
            await().atMost(PATIENCE)
                    .until(() -> fleet.counts().sent() == 5 && System.nanoTime() - before > 500_000_000L);
            fleet.stopPublishing();

            Totals totals = Plans.measured(fleet).totals();
            assertThat(totals.gaveUp()).isEqualTo(95);
            assertThat(totals.offered()).isEqualTo(100);
        }
    }

    @Test
    void droppedDevicesComeBackAndLoseNothing() {
        Arrivals arrivals = new ArrivalProcess.Poisson(500).of(0, 1, 1);
        try (TestBroker broker = new TestBroker(Script.saysYes());
                Fleet fleet = fleet(
                        Plans.to(broker.uri())
                                .mixing(1, 2)
                                .sending(1_500, arrivals)
                                .failing(new LinkFaults(14_400, 0, false)),
                        "lean",
                        1)) {
            fleet.connect();
            await().atMost(PATIENCE).until(() -> fleet.counts().connected() == 1);
            fleet.start();
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            assertThat(messages(broker).stream().map(Received::seq).distinct().sorted())
                    .containsExactlyElementsOf(seqs(0, 1_500));
            assertThat(fleet.counts().acknowledged()).isEqualTo(1_500);
            assertThat(fleet.counts().reconnects()).isPositive();
            assertThat(Plans.events(fleet)).containsKeys("fault: drop", "cut off");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void aSlowReaderSubscribesOnEachConnection(String mqtt) {
        try (TestBroker broker = new TestBroker(Script.saysYes());
                Fleet fleet = fleet(
                        Plans.to(broker.uri())
                                .speaking(mqtt)
                                .sending(20, Arrivals.UNPACED)
                                .failing(new LinkFaults(0, 4_000, "some/+/topic", false)),
                        "lean",
                        1)) {
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);
            fleet.storm(1);
            await().atMost(PATIENCE).until(() -> broker.subscriptions().size() == 2);

            assertThat(broker.subscriptions()).containsOnly(DEVICE + " some/+/topic 0");
            assertThat(Plans.measured(fleet).totals().failures()).isZero();
        }
    }

    @Test
    void aSlowReaderHearsItsAcknowledgementsSlowly() {
        try (TestBroker broker = new TestBroker(Script.saysYes());
                Fleet fleet = fleet(
                        Plans.to(broker.uri()).sending(60, Arrivals.UNPACED).failing(new LinkFaults(0, 80, false)),
                        "lean",
                        1)) {
            long before = System.nanoTime();
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            // 60 PUBACKs are 240 bytes, at 80 a second.
            assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_500));
            assertThat(Plans.events(fleet)).containsEntry("fault: slow reader", 1L);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void refusalsAreCountedByTheNameOfTheirReason(String client) {
        try (TestBroker broker = new TestBroker(Script.saysYes().refuses(0x97));
                Fleet fleet = fleet(Plans.to(broker.uri()).mixing(1, 2).sending(10, Arrivals.UNPACED), client, 1)) {
            run(fleet);
            await().atMost(PATIENCE).until(() -> fleet.counts().refused() == 10);

            assertThat(Plans.events(fleet)).containsEntry("0x97 quota exceeded", 10L);
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void connectionsThatAreLostAreCounted(String client) {
        Script script = Script.saysYes().hangsUpAfter(one -> one.connection() == 1 && one.seq() == 3);
        try (TestBroker broker = new TestBroker(script);
                Fleet fleet = fleet(Plans.to(broker.uri()).sending(10, Arrivals.UNPACED), client, 1)) {
            run(fleet);
            await().atMost(PATIENCE)
                    .until(() -> fleet.isDone() && fleet.counts().outstanding() == 0);

            assertThat(Plans.events(fleet)).containsEntry("connection lost", 1L);
            assertThat(Plans.measured(fleet).totals().connects()).isEqualTo(1);
            assertThat(Plans.measured(fleet).totals().reconnects()).isEqualTo(1);
        }
    }

    private static Fleet fleet(Plans plans, String client, int devices) {
        return new Fleet(plans.devices(devices), Plans.client(client));
    }

    private static void run(Fleet fleet) {
        fleet.connect();
        fleet.start();
    }

    /** First and repeated messages; no greetings. */
    private static List<Received> messages(TestBroker broker) {
        return broker.received().stream()
                .filter(one -> !one.isRelease() && !one.topic().startsWith("hello"))
                .toList();
    }

    private static List<Integer> seqs(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
