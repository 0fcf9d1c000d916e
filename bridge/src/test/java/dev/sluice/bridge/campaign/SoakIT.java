package dev.sluice.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half of what the machine can do, for half an hour: {@code mvn verify -Pcampaigns -pl bridge -am -Dit.test=SoakIT -Dsoak.minutes=30}.
 *
 * <p>Capacity is measured first (or said: {@code -Dsoak.rate=}, messages a second). Then one fleet stays connected from the first minute to the last, and in each third
 * a second one comes and goes and measures how long acknowledgements take. Kafka deletes what is older than a few minutes, so that the disk does not decide how long
 * the soak can be.
 */
@Tag("campaign")
class SoakIT {

    private static final int WARM_UP_SECONDS = 20;
    private static final int PROBES_PER_SECOND = 1_000;

    @TempDir
    Path folder;

    /**
     * @param p50 of the probes, in milliseconds
     * @param live bytes in use after a full collection at its end
     * @param resident bytes, at most
     * @param lag of the latest event loop, in seconds
     */
    private record Third(double p50, double p99, long live, double resident, double lag) {}

    @Test
    void memoryStaysFlatAndLatencyDoesNotDrift() {
        Duration third =
                Duration.ofSeconds(Math.round(Double.parseDouble(System.getProperty("soak.minutes", "30")) * 20));
        try (var kafka = KafkaProcess.inTemporaryFolder()
                .heap("1g")
                .setting("log.retention.ms", "120000")
                .setting("log.retention.check.interval.ms", "30000")
                .setting("log.segment.bytes", "134217728")
                .start()) {
            for (var topic : List.of("capacity", "soak", "probe")) {
                kafka.createTopic(topic, 8, Map.of());
            }
            try (var bridge = BridgeUnderLoad.start(folder, kafka.bootstrapServers());
                    var watch = bridge.watch()) {
                long rate = Long.getLong("soak.rate", capacity(bridge) / 2);
                say("%,d messages/s, three times %d s", rate, third.toSeconds());
                report(soak(bridge, watch, rate, third));
                assertThat(bridge.process().alive()).isTrue();
            }
        }
    }

    /** Messages a second, as fast as acknowledgements allow; warms everything up as well. */
    private long capacity(BridgeUnderLoad bridge) {
        long capacity = 0;
        for (int run = 0; run < 2; run++) {
            try (var fleet = PublishingFleet.start(
                    "capacity",
                    folder,
                    bridge.mqttPort(),
                    "--devices",
                    "100",
                    "--mqtt",
                    "3.1.1",
                    "--seconds",
                    Integer.toString(WARM_UP_SECONDS))) {
                capacity = Math.round(
                        fleet.figures(Duration.ofMinutes(3)).path("rate").asDouble());
            }
        }
        say("capacity: %,d messages/s with 100 devices and 20 messages of each in flight", capacity);
        return capacity;
    }

    private List<Third> soak(BridgeUnderLoad bridge, MetricsWatch watch, long rate, Duration third) {
        List<Third> thirds = new ArrayList<>();
        try (var fleet = PublishingFleet.start(
                "soak",
                folder,
                bridge.mqttPort(),
                "--devices",
                "100",
                "--in-flight",
                "100",
                "--rate",
                Long.toString(Math.max(1, rate - PROBES_PER_SECOND)),
                "--seconds",
                Long.toString(3 * third.toSeconds() + 60))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> bridge.management().metric("sluice_connections") >= 100);
            for (int i = 1; i <= 3; i++) {
                thirds.add(third(bridge, watch, third));
                say("third %d: %s", i, thirds.get(i - 1));
            }
            var figures = fleet.figures(Duration.ofMinutes(5));
            assertThat(figures.path("reconnects").asLong()).isZero();
            assertThat(figures.path("unanswered").asLong()).isZero();
            say("%,d messages acknowledged", figures.path("acknowledged").asLong());
        }
        return thirds;
    }

    private Third third(BridgeUnderLoad bridge, MetricsWatch watch, Duration length) {
        long begin = System.nanoTime();
        try (var probe = PublishingFleet.start(
                "probe",
                folder,
                bridge.mqttPort(),
                "--devices",
                "20",
                "--rate",
                Integer.toString(PROBES_PER_SECOND),
                "--seconds",
                Long.toString(length.toSeconds()))) {
            var figures = probe.figures(length.plusMinutes(2));
            var samples = watch.between(begin, System.nanoTime());
            return new Third(
                    figures.path("p50Micros").asLong() / 1e3,
                    figures.path("p99Micros").asLong() / 1e3,
                    bridge.memory().liveBytes(),
                    MetricsWatch.most(samples, MetricsWatch.Sample::residentBytes),
                    MetricsWatch.most(samples, "sluice_event_loop_lag_seconds"));
        }
    }

    private static void report(List<Third> thirds) {
        var first = thirds.get(0);
        var last = thirds.get(2);
        for (var third : thirds) {
            say(
                    "p50 %.1f ms, p99 %.1f ms; in use after a full collection at its end %.1f MB, resident at most %.0f MB; event loops at most %.0f ms late",
                    third.p50, third.p99, third.live / 1048576.0, third.resident / 1048576, third.lag * 1e3);
        }
        say("p99 of the last third: %+.0f %% against the first", 100 * (last.p99 / first.p99 - 1));

        assertThat(last.live).as("bytes in use").isLessThan(first.live * 5 / 4 + (16 << 20));
        assertThat(last.resident).as("bytes resident").isLessThan(first.resident * 5 / 4 + (32 << 20));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, "soak: " + format, values));
    }
}
