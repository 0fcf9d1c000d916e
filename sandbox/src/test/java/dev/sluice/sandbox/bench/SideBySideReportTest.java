package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.bench.SideBySideSettings.Losses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideReportTest {

    private static final long MESSAGES = 2_000_000;
    private static final SideBySideSettings SETTINGS = new SideBySideSettings(
            List.of(PeerKind.values()),
            new BenchSettings(
                    MESSAGES, 3, 100, 20, 8, 200, Optional.empty(), List.of(), Optional.empty(), Optional.empty()),
            6_000_000,
            10_000,
            Duration.ofSeconds(10),
            List.of("-E"),
            Optional.of(new Losses(5_000, Duration.ofSeconds(20), Duration.ofSeconds(5))));

    @TempDir
    Path folder;

    @Test
    void everyPeerHasALineOfMediansAndADashForWhatItDoesNotHave() {
        assertThat(lines(report(sluice(0), moquette(), producer())))
                .anyMatch(line ->
                        line.matches("sluice +250,000 +240,000 +6\\.3/16\\.2 +4\\.00 +1\\.50 +2\\.00 +400 +2 %"))
                .anyMatch(line -> line.matches("moquette +150,000 +- +0\\.1/1\\.0 +5\\.00 +- +2\\.00 +300 +2 %"))
                .anyMatch(line -> line.matches("producer +- +480,000 +3\\.0/16\\.0 +3\\.00 +1\\.50 +- +700 +2 %"));
    }

    @Test
    void processesOfOnePeerAreToldApart() {
        assertThat(lines(report(mosquitto(17))))
                .contains("  mosquitto: mosquitto 5.00 s, 20 MB; mosquitto_sub 6.00 s, 5 MB; kcat 5.50 s, 60 MB")
                .anyMatch(line -> line.startsWith("mosquitto ") && line.contains(" 16.50 ") && line.contains(" 85 "));
    }

    @Test
    void lossesAreToldPerStrikeAndWhoCannotLoseHasADash() {
        assertThat(lines(report(sluice(0), mosquitto(17), producer())))
                .containsSubsequence(
                        "Kafka stopped, started again 20 s later       acknowledged       lost     twice reordered",
                        "  sluice                                           200,000          0         0         0",
                        "  mosquitto                                        200,000         17         0         0",
                        "  producer                                               -          -         -         -");
    }

    @Test
    void whyFiguresAreMissingOrNotComparableIsSaidOfThoseWhoAreThere() {
        String all = report(sluice(0), moquette(), mosquitto(17), producer()).text();

        assertThat(all).contains("- moquette is a broker without", "- producer is Kafka's", "- mosquitto acknowledges");
        assertThat(report(sluice(0)).text()).doesNotContain("moquette", "mosquitto", "producer is");
    }

    @Test
    void whoIsLeftOutIsSaid() {
        var report =
                new SideBySideReport(SETTINGS, List.of(sluice(0)), List.of("mosquitto is left out: no kcat."), 0.1);

        assertThat(lines(report)).contains("mosquitto is left out: no kcat.");
    }

    @Test
    void theRatioNeedsBoth() {
        assertThat(report(sluice(0), producer()).text())
                .contains("Sluice / ProducerPerformance = 0.50 (records in Kafka a second)");
        assertThat(report(sluice(0), moquette()).text()).doesNotContain("Sluice / ProducerPerformance");
    }

    @Test
    void onlySluicesOwnLossIsAFailure() {
        assertThat(report(sluice(0), mosquitto(17)).sluiceKeptEverything()).isTrue();
        assertThat(report(sluice(1), mosquitto(0)).sluiceKeptEverything()).isFalse();
    }

    @Test
    void noLineIsLongerThanAHundredColumns() {
        assertThat(lines(report(sluice(0), moquette(), mosquitto(123_456), producer())))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void jsonHasNullWhereThereIsNoFigureAndEveryRound() throws Exception {
        Path file = folder.resolve("figures.json");
        report(sluice(0), moquette(), mosquitto(17)).writeJson(file);

        JsonNode peers = new ObjectMapper().readTree(file.toFile()).path("peers");
        assertThat(peers.at("/sluice/median/inKafkaPerSecond").asDouble()).isEqualTo(240_000);
        assertThat(peers.at("/sluice/rounds")).hasSize(3);
        assertThat(peers.at("/sluice/losses/bridgeKill/lost").asLong()).isZero();
        assertThat(peers.at("/moquette/median/inKafkaPerSecond").isNull()).isTrue();
        assertThat(peers.at("/moquette/losses/kafkaStop").isNull()).isTrue();
        assertThat(peers.at("/mosquitto/median/processCpu/kcat").asDouble()).isEqualTo(5.5);
        assertThat(peers.at("/mosquitto/losses/kafkaStop/lost").asLong()).isEqualTo(17);
        assertThat(peers.at("/mosquitto/peakBytes/kcat").asLong()).isEqualTo(60L << 20);
    }

    private static SideBySideReport report(PeerResult... results) {
        return new SideBySideReport(SETTINGS, List.of(results), List.of(), 0.25);
    }

    private static List<String> lines(SideBySideReport report) {
        return report.text().lines().toList();
    }

    private static PeerResult sluice(long lost) {
        return result(
                PeerKind.SLUICE,
                round(250_000, 240_000, Map.of("bridge", cpu(4)), true, true),
                new Timing(6.3, 16.2, 9_990),
                Map.of("bridge", 400L << 20),
                lost);
    }

    private static PeerResult moquette() {
        return result(
                PeerKind.MOQUETTE,
                round(150_000, 0, Map.of("moquette", cpu(5)), false, true),
                new Timing(0.1, 1, 10_000),
                Map.of("moquette", 300L << 20),
                0);
    }

    private static PeerResult mosquitto(long lost) {
        Map<String, Duration> used = new LinkedHashMap<>();
        used.put("mosquitto", cpu(5));
        used.put("mosquitto_sub", cpu(6));
        used.put("kcat", cpu(5.5));
        Map<String, Long> peaks = new LinkedHashMap<>();
        peaks.put("mosquitto", 20L << 20);
        peaks.put("mosquitto_sub", 5L << 20);
        peaks.put("kcat", 60L << 20);
        return result(
                PeerKind.MOSQUITTO, round(180_000, 78_000, used, true, true), new Timing(0.1, 1, 10_000), peaks, lost);
    }

    private static PeerResult producer() {
        return result(
                PeerKind.PRODUCER,
                round(0, 480_000, Map.of("ProducerPerformance", cpu(3)), true, false),
                new Timing(3, 16, 10_000),
                Map.of("ProducerPerformance", 700L << 20),
                0);
    }

    private static PeerResult result(
            PeerKind kind, Throughput round, Timing timing, Map<String, Long> peaks, long lost) {
        var loss = new Loss(200_000, 200_000, lost, 0, 0);
        return new PeerResult(
                kind,
                List.of(round, round, round),
                timing,
                peaks,
                kind.canLose() ? Map.of(Strike.KAFKA_STOP, loss, Strike.BRIDGE_KILL, loss) : Map.of());
    }

    private static Throughput round(
            double acknowledged, double inKafka, Map<String, Duration> used, boolean kafka, boolean devices) {
        return new Throughput(
                devices ? OptionalDouble.of(acknowledged) : OptionalDouble.empty(),
                kafka ? OptionalDouble.of(inKafka) : OptionalDouble.empty(),
                MESSAGES,
                kafka ? MESSAGES : 0,
                used,
                kafka ? Optional.of(cpu(1.5)) : Optional.empty(),
                devices ? Optional.of(cpu(2)) : Optional.empty(),
                0.02);
    }

    /** So many CPU seconds per million of a round's messages. */
    private static Duration cpu(double perMillion) {
        return Duration.ofMillis(Math.round(perMillion * 1e3 * MESSAGES / 1e6));
    }
}
