package dev.sluice.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.kafka.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long quiet devices wait for their acknowledgements, alone and beside one that floods, in turn: {@code mvn verify -Pcampaigns -pl bridge -am
 * -Dit.test=NoisyNeighbourIT -Dneighbour.seconds=15 -Dneighbour.rounds=3}.
 *
 * <p>Everything shares this machine, so a neighbour also takes CPU by what its own process does. What that costs by itself is shown by a neighbour of another
 * bridge on the same Kafka.
 */
@Tag("campaign")
class NoisyNeighbourIT {

    private static final String SECONDS = System.getProperty("neighbour.seconds", "15");

    /** Who else is there. */
    private enum Neighbour {
        NOBODY(),
        FLOOD_OF_QOS_0("--mqtt", "3.1.1", "--qos", "0"),
        FLOOD_OF_QOS_1("--mqtt", "3.1.1", "--qos", "1", "--in-flight", "60000"),
        FLOOD_ELSEWHERE("--mqtt", "3.1.1", "--qos", "0");

        private final String[] kind;

        Neighbour(String... kind) {
            this.kind = kind;
        }
    }

    @TempDir
    Path folder;

    @Test
    void oneThatFloodsDoesNotRaiseTheOthersP99AboveThreeTimes() {
        Map<Neighbour, List<Long>> p99s = new TreeMap<>();
        try (var kafka = KafkaProcess.inTemporaryFolder().heap("1g").start()) {
            for (var topic : List.of("quiet", "loud")) {
                kafka.createTopic(topic, 4, Map.of());
            }
            try (var bridge = BridgeUnderLoad.start(folder.resolve("one"), kafka.bootstrapServers());
                    var other = BridgeUnderLoad.start(folder.resolve("other"), kafka.bootstrapServers())) {
                round(bridge, other, Neighbour.FLOOD_OF_QOS_0, 0); // the JIT compilers'
                round(bridge, other, Neighbour.FLOOD_ELSEWHERE, 0);
                for (int round = 1; round <= Integer.getInteger("neighbour.rounds", 3); round++) {
                    for (var neighbour : Neighbour.values()) {
                        p99s.computeIfAbsent(neighbour, n -> new ArrayList<>())
                                .add(round(bridge, other, neighbour, round));
                    }
                }
            }
        }
        double alone = median(p99s.get(Neighbour.NOBODY));
        p99s.forEach((neighbour, values) -> System.out.printf(
                Locale.ROOT,
                "%-16s p99 of the quiet ones %s ms, median %.1f ms: %.2f times%n",
                neighbour,
                values.stream()
                        .map(micros -> String.format(Locale.ROOT, "%.1f", micros / 1e3))
                        .toList(),
                median(values) / 1e3,
                median(values) / alone));

        assertThat(median(p99s.get(Neighbour.FLOOD_OF_QOS_0)) / alone).isLessThan(3);
        assertThat(median(p99s.get(Neighbour.FLOOD_OF_QOS_1)) / alone).isLessThan(3);
    }

    /** @return the quiet ones' p99, in microseconds */
    private long round(BridgeUnderLoad bridge, BridgeUnderLoad other, Neighbour neighbour, int round) {
        var target = neighbour == Neighbour.FLOOD_ELSEWHERE ? other : bridge;
        var name = folder.resolve(neighbour + "-" + round);
        if (neighbour == Neighbour.NOBODY) {
            return quiet(bridge, name).path("p99Micros").asLong();
        }
        double before = target.management().metric("sluice_messages_stored_total{mapping=\"telemetry\"}");
        try (var loud = PublishingFleet.start(
                "loud", name, target.mqttPort(), with(neighbour.kind, "--devices", "1", "--seconds", "600"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> target.management().metric("sluice_messages_stored_total{mapping=\"telemetry\"}")
                            > before + 50_000);
            double from = target.management().metric("sluice_messages_stored_total{mapping=\"telemetry\"}");
            long began = System.nanoTime();
            var figures = quiet(bridge, name);
            double stored = target.management().metric("sluice_messages_stored_total{mapping=\"telemetry\"}") - from;
            System.out.printf(
                    Locale.ROOT,
                    "%s: p50 %.1f, p99 %.1f ms beside %,.0f messages/s%n",
                    neighbour,
                    figures.path("p50Micros").asLong() / 1e3,
                    figures.path("p99Micros").asLong() / 1e3,
                    stored / ((System.nanoTime() - began) / 1e9));
            return figures.path("p99Micros").asLong();
        }
    }

    private static JsonNode quiet(BridgeUnderLoad bridge, Path folder) {
        try (var quiet = PublishingFleet.start(
                "quiet", folder, bridge.mqttPort(), "--devices", "50", "--rate", "500", "--seconds", SECONDS)) {
            return quiet.figures(Duration.ofMinutes(5));
        }
    }

    private static String[] with(String[] kind, String... more) {
        List<String> words = new ArrayList<>(List.of(kind));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
