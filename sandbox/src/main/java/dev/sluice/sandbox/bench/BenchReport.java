package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.sandbox.machine.MachineClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured, in words, figures and JSON. */
public final class BenchReport {

    /** Beyond this part of the machine in other hands the figures say more about them. */
    private static final double MUCH_BY_OTHERS = 0.1;

    private final BenchSettings settings;
    private final List<Round> rounds;
    private final double loadBefore;
    private final Optional<Stages> stages;

    BenchReport(BenchSettings settings, List<Round> rounds, double loadBefore, Optional<Stages> stages) {
        this.settings = settings;
        this.rounds = List.copyOf(rounds);
        this.loadBefore = loadBefore;
        this.stages = stages;
    }

    /** Whether Kafka's topics grew by exactly what was acknowledged, in every round. */
    public boolean isHonest() {
        return rounds.stream().allMatch(Round::isHonest);
    }

    /** At most 100 columns. */
    public String text() {
        var text = new StringBuilder();
        line(
                text,
                "%,d messages of %d bytes a round and side; %d connections, window %d, QoS 1, MQTT 3.1.1.",
                settings.messages(),
                settings.payloadBytes(),
                settings.connections(),
                settings.window());
        line(
                text,
                "%s. %d partitions, acks=all. %d cores for all, load average %.2f before.",
                settings.configuration()
                        .map(file -> "Rules of " + file.getFileName())
                        .orElse("JSON to Avro"),
                settings.partitions(),
                MachineClock.cores(),
                loadBefore);
        text.append('\n');
        line(text, "       ProducerPerformance          Sluice");
        line(
                text,
                "round    records/s     µs  Kafka   messages/s  ratio  bridge  Kafka  load   PUBACK p50/p99  others");
        for (int i = 0; i < rounds.size(); i++) {
            text.append(row(Integer.toString(i + 1), List.of(rounds.get(i))));
        }
        text.append(row("median", rounds));
        line(
                text,
                "warm   %,11.0f               %,12.0f %6.2f  (without the first quarter of each run)",
                median(rounds, round -> round.raw().warmPerSecond()),
                median(rounds, Round::warmPerSecond),
                median(rounds, Round::warmRatio));
        text.append('\n');
        text.append(split());
        stages.ifPresent(profile -> text.append(profile(profile)));
        text.append(verdict());
        return text.toString();
    }

    private static String row(String name, List<Round> of) {
        return String.format(
                Locale.ROOT,
                "%-6s %,11.0f %6.2f %6.2f %,12.0f %6.2f %7.2f %6.2f %5.2f %9.1f/%.1f ms %5.0f %%%n",
                name,
                median(of, round -> round.raw().recordsPerSecond()),
                median(of, Round::rawMicros),
                median(of, Round::rawKafkaMicros),
                median(of, round -> round.devices().perSecond()),
                median(of, Round::ratio),
                median(of, Round::bridgeMicros),
                median(of, Round::kafkaMicros),
                median(of, Round::devicesMicros),
                median(of, round -> round.devices().p50Micros() / 1e3),
                median(of, round -> round.devices().p99Micros() / 1e3),
                100 * median(of, Round::others));
    }

    private String split() {
        var text = new StringBuilder();
        line(text, "Where the CPU goes, µs a message (median):");
        double bridge = median(rounds, Round::bridgeMicros);
        line(text, "  %6.2f  bridge, of which", bridge);
        for (ThreadTimes.Work work : ThreadTimes.Work.values()) {
            line(text, "    %6.2f  %s", median(rounds, round -> round.threadMicros(work)), work.label);
        }
        line(text, "  %6.2f  Kafka", median(rounds, Round::kafkaMicros));
        line(text, "  %6.2f  load generator", median(rounds, Round::devicesMicros));
        text.append('\n');
        return text.toString();
    }

    private String profile(Stages profile) {
        var text = new StringBuilder();
        line(text, "The bridge's samples in one round more, under the profiler:");
        profile.shares()
                .forEach((stage, share) -> line(
                        text,
                        "  %5.1f %%  %5.2f µs  %s",
                        100 * share,
                        share * median(rounds, Round::bridgeMicros),
                        stage));
        text.append('\n');
        return text.toString();
    }

    private String verdict() {
        var text = new StringBuilder();
        long acknowledged = rounds.stream()
                .mapToLong(round -> round.devices().acknowledged())
                .sum();
        long stored = rounds.stream().mapToLong(Round::stored).sum();
        if (isHonest()) {
            line(text, "Kafka's topics grew by exactly the %,d acknowledged messages.", acknowledged);
        } else {
            line(
                    text,
                    "NOT AN HONEST NUMBER: %,d messages were acknowledged, and Kafka's topics grew by %,d.",
                    acknowledged,
                    stored);
        }
        if (median(rounds, Round::others) > MUCH_BY_OTHERS) {
            line(text, "Other programs took much of this machine's CPU meanwhile: measure again when it is quiet.");
        }
        line(
                text,
                "Sluice / ProducerPerformance = %.2f (whole runs); %.2f once both are warm",
                median(rounds, Round::ratio),
                median(rounds, Round::warmRatio));
        return text.toString();
    }

    /** The same figures for other programs. */
    public void writeJson(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("messages", settings.messages());
        all.put("payloadBytes", settings.payloadBytes());
        all.put("connections", settings.connections());
        all.put("window", settings.window());
        all.put("partitions", settings.partitions());
        all.put("cores", MachineClock.cores());
        all.put("loadAverageBefore", loadBefore);
        all.put("honest", isHonest());
        all.put("median", figures(rounds));
        all.put("rounds", rounds.stream().map(round -> figures(List.of(round))).toList());
        stages.ifPresent(profile -> all.put("bridgeSamples", profile.shares()));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    private static Map<String, Object> figures(List<Round> of) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("ratio", median(of, Round::ratio));
        figures.put("warmRatio", median(of, Round::warmRatio));
        figures.put("rawWarmPerSecond", median(of, round -> round.raw().warmPerSecond()));
        figures.put("sluiceWarmPerSecond", median(of, Round::warmPerSecond));
        figures.put("rawPerSecond", median(of, round -> round.raw().recordsPerSecond()));
        figures.put("rawMicros", median(of, Round::rawMicros));
        figures.put("rawKafkaMicros", median(of, Round::rawKafkaMicros));
        figures.put("sluicePerSecond", median(of, round -> round.devices().perSecond()));
        figures.put("bridgeMicros", median(of, Round::bridgeMicros));
        for (ThreadTimes.Work work : ThreadTimes.Work.values()) {
            figures.put(
                    "bridgeMicros." + work.name().toLowerCase(Locale.ROOT),
                    median(of, round -> round.threadMicros(work)));
        }
        figures.put("kafkaMicros", median(of, Round::kafkaMicros));
        figures.put("generatorMicros", median(of, Round::devicesMicros));
        figures.put("p50Millis", median(of, round -> round.devices().p50Micros() / 1e3));
        figures.put("p99Millis", median(of, round -> round.devices().p99Micros() / 1e3));
        figures.put("others", median(of, Round::others));
        figures.put("loadAverage", median(of, Round::loadAverage));
        return figures;
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
