package dev.sluice.sandbox.rehearsal;

import static dev.sluice.sandbox.rehearsal.Seconds.BEGIN;
import static dev.sluice.sandbox.rehearsal.Seconds.second;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.ledger.Findings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalReportTest {

    private static final Findings KEPT = new Findings(1_000, 990, 1_000, 0, 12, 0, 3, 0, 0, 0, List.of());
    private static final Findings BROKEN = new Findings(1_000, 990, 985, 5, 0, 0, 0, 2, 0, 0, List.of("d-1 lost 5"));

    @Test
    void whatWasAcknowledgedIsThereAndCopiesAreAllowed() {
        var report = kill(KEPT, 1_400, 50);

        assertThat(report.passed()).isTrue();
        assertThat(report.lines())
                .contains("  Reconnects by second: 5 12", "Devices on each in the end: 14.")
                .anySatisfy(line ->
                        assertThat(line).startsWith("replica-1 (SIGKILL) with 17 devices: HAProxy knew after 0.8 s"))
                .last()
                .isEqualTo("audit: sent=1000 acknowledged=990 stored=1000 lost=0 duplicated=12 reordered=0");
    }

    @Test
    void whatIsLostOrOutOfOrderFails() {
        var report = kill(BROKEN, 1_400, 50);

        assertThat(report.passed()).isFalse();
        assertThat(report.lines())
                .contains("d-1 lost 5")
                .contains("5 acknowledged messages are not in Kafka.")
                .contains("2 messages stand behind a later one of their device.");
    }

    @Test
    void devicesThatFoundNoOtherReplicaOrWereNotServedAgainFail() {
        assertThat(kill(KEPT, Departure.NEVER, 50).problems())
                .containsExactly("Not all devices of replica-1 found another replica.");
        assertThat(kill(KEPT, 1_400, 0).problems())
                .containsExactly("Nothing was acknowledged after everything had come back.");
    }

    @Test
    void nobodyIsShownALineThatIsTooLong() {
        assertThat(kill(KEPT, 1_400, 50).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(121));
        assertThat(scale().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(121));
    }

    @Test
    void theJsonHasTheFiguresAndTheLine() throws Exception {
        var json = new ObjectMapper().readTree(kill(KEPT, 1_400, 50).json());

        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.at("/departures/0/reconnects/1").asInt()).isEqualTo(12);
        assertThat(json.at("/devicesInTheEnd/replica-1").asInt()).isEqualTo(14);
        assertThat(json.at("/phases/1/name").asText()).isEqualTo("during");
        assertThat(json.at("/findings/duplicated").asInt()).isEqualTo(12);
        assertThat(json.path("line").asText()).startsWith("audit: sent=1000 ");
    }

    @Test
    void scaleShowsMediansAndReckonsWhatACoreCarries() throws Exception {
        assertThat(scale().lines())
                .contains(
                        "1 replica        20,000      1.0 ms    9.0 ms    5.0 µs    1.0 µs    2.0 µs    3.0 µs    10 %")
                .anySatisfy(line ->
                        assertThat(line).contains("a core of its own carries 200,000 messages/s on one replica"));
        var json = new ObjectMapper().readTree(scale().json());
        assertThat(json.at("/median/1/replicas").asInt()).isEqualTo(2);
        assertThat(json.path("runs")).hasSize(6);
    }

    private static RehearsalReport kill(Findings findings, long backMillis, long acknowledgedAfterwards) {
        var seconds = List.of(second(0, 100, 2_000, 0), second(1, 80, 900_000, 5), second(2, 100, 3_000, 12));
        var before = Map.of("replica-1", 17L);
        var after = Map.of("replica-1", 0L);
        var departure = new Departure(
                "replica-1",
                "SIGKILL",
                17,
                120,
                800,
                130,
                backMillis,
                5_000,
                9_000,
                9_500,
                before,
                after,
                List.of(5L, 12L));
        return new DisturbanceReport(
                settings(Scene.REPLICA_KILL),
                BEGIN,
                0.1,
                List.of(
                        Phase.of("before", seconds.subList(0, 1)),
                        Phase.of("during", seconds.subList(1, 3)),
                        Phase.of("after", List.of(second(3, acknowledgedAfterwards, 2_000, 0)))),
                List.of(departure),
                Map.of("replica-1", 14L),
                seconds,
                findings,
                new ObjectMapper().createObjectNode());
    }

    private static RehearsalReport scale() {
        var runs = List.of(
                run(1, 1, 19_000),
                run(1, 2, 18_000),
                run(2, 2, 18_000),
                run(2, 1, 21_000),
                run(3, 1, 20_000),
                run(3, 2, 18_000));
        return new ScaleReport(settings(Scene.SCALE), BEGIN, 0.1, runs);
    }

    private static ScaleRun run(int round, int replicas, double perSecond) {
        return new ScaleRun(
                round,
                replicas,
                100_000,
                perSecond,
                1_000,
                9_000,
                Duration.ofMillis(500),
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                0.1,
                KEPT);
    }

    private static RehearsalSettings settings(Scene scene) {
        return new RehearsalSettings(scene, 2, 50, 1_000, 1, 20, 3, 0, false, List.of(), "");
    }
}
