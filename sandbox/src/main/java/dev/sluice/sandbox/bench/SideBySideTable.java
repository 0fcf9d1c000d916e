package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.MachineClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The tables that a person reads, at most 100 columns wide, with what cannot be compared below them. */
final class SideBySideTable {

    /** Beyond this part of the machine in other hands the figures say more about them. */
    private static final double MUCH_BY_OTHERS = 0.1;

    /** Below this part of the rate that was asked for, latencies are those of an overload. */
    private static final double ON_SCHEDULE = 0.95;

    private static final String ROW = "%-10s %12s %11s %15s %8s %7s %8s %8s %7s";
    private static final String NONE = "-";
    private static final double MEGABYTE = 1024.0 * 1024;

    private final SideBySideSettings settings;
    private final List<PeerResult> results;
    private final List<String> leftOut;
    private final double loadBefore;
    private final StringBuilder text = new StringBuilder();

    SideBySideTable(SideBySideSettings settings, List<PeerResult> results, List<String> leftOut, double loadBefore) {
        this.settings = settings;
        this.results = results;
        this.leftOut = leftOut;
        this.loadBefore = loadBefore;
    }

    String text() {
        heading();
        speeds();
        processes();
        losses();
        line("");
        leftOut.forEach(sentence -> wrapped("", sentence));
        PeerWords.of(results, settings).forEach(sentence -> wrapped("- ", sentence));
        verdict();
        return text.toString();
    }

    private void heading() {
        BenchSettings load = settings.load();
        line(
                "%,d messages of %d bytes a round and peer; rounds: %d, after %,d messages to warm up.",
                load.messages(), load.payloadBytes(), load.rounds(), settings.warmUp());
        line(
                "%d connections, window %d, QoS 1, MQTT 3.1.1; %d partitions; %d cores for all, load %.2f before.",
                load.connections(), load.window(), load.partitions(), MachineClock.cores(), loadBefore);
        line("");
    }

    private void speeds() {
        row("", "acknowledged", "in Kafka", "PUBACK p50/p99", "CPU s a", "million", "messages", "peak", "others");
        row("", "/s", "/s", "ms, " + count(settings.rate()) + "/s", "peer", "Kafka", "devices", "MB", "");
        for (PeerResult result : results) {
            PeerMedian median = result.median();
            row(
                    result.kind().word(),
                    rate(median.acknowledgedPerSecond()),
                    rate(median.inKafkaPerSecond()),
                    latency(result.timing()),
                    seconds(median.peer()),
                    seconds(median.kafka()),
                    seconds(median.devices()),
                    count(Math.round(result.allPeakBytes() / MEGABYTE)),
                    percent(median.others()));
        }
    }

    private void processes() {
        for (PeerResult result : results) {
            if (result.peakBytes().size() > 1) {
                String each = result.peakBytes().entrySet().stream()
                        .map(process -> String.format(
                                Locale.ROOT,
                                "%s %s s, %s MB",
                                process.getKey(),
                                seconds(result.median().process(process.getKey())),
                                count(Math.round(process.getValue() / MEGABYTE))))
                        .collect(Collectors.joining("; "));
                line("  %s: %s", result.kind().word(), each);
            }
        }
    }

    private void losses() {
        if (settings.losses().isEmpty()) {
            return;
        }
        var how = settings.losses().get();
        line("");
        line("Meanwhile devices went on at %s messages/s. Lost: acknowledged, and not in Kafka.", count(how.rate()));
        for (Strike strike : Strike.values()) {
            line("");
            line("%-45s %12s %10s %9s %9s", strike.inWords(how), "acknowledged", "lost", "twice", "reordered");
            for (PeerResult result : results) {
                Optional<Loss> loss = Optional.ofNullable(result.losses().get(strike));
                line(
                        "  %-43s %12s %10s %9s %9s",
                        result.kind().word(),
                        loss.map(found -> count(found.acknowledged())).orElse(NONE),
                        loss.map(found -> count(found.lost())).orElse(NONE),
                        loss.map(found -> count(found.duplicated())).orElse(NONE),
                        loss.map(found -> count(found.reordered())).orElse(NONE));
            }
        }
    }

    private void verdict() {
        line("");
        for (PeerResult result : results) {
            if (result.timing().perSecond() < ON_SCHEDULE * settings.rate()) {
                line(
                        "%s did not keep up with %s messages/s (%s): its latencies are those of an overload.",
                        result.kind().word(),
                        count(settings.rate()),
                        count(Math.round(result.timing().perSecond())));
            }
            if (result.median().others().orElse(0) > MUCH_BY_OTHERS) {
                line(
                        "Other programs took much of this machine while %s ran: measure again.",
                        result.kind().word());
            }
            if (result.kind().reachesKafka()) {
                growth(result);
            }
        }
        ratio().ifPresent(ratio -> line("Sluice / ProducerPerformance = %.2f (records in Kafka a second)", ratio));
    }

    private void growth(PeerResult result) {
        long messages = result.rounds().stream().mapToLong(Throughput::messages).sum();
        long stored = result.rounds().stream().mapToLong(Throughput::stored).sum();
        if (Math.abs(messages - stored) > result.kind().tail()) {
            line(
                    "%s: %,d messages were acknowledged in the rounds, and Kafka's topic grew by %,d.",
                    result.kind().word(), messages, stored);
        }
    }

    /** Of each round's own two, the median; empty unless both were there. */
    private OptionalDouble ratio() {
        var sluice = rounds(PeerKind.SLUICE);
        var producer = rounds(PeerKind.PRODUCER);
        List<OptionalDouble> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(sluice.size(), producer.size()); i++) {
            ratios.add(OptionalDouble.of(sluice.get(i).inKafkaPerSecond().orElse(0)
                    / producer.get(i).inKafkaPerSecond().orElse(Double.NaN)));
        }
        return PeerMedian.median(ratios.stream());
    }

    private List<Throughput> rounds(PeerKind kind) {
        return results.stream()
                .filter(result -> result.kind() == kind)
                .flatMap(result -> result.rounds().stream())
                .toList();
    }

    private void row(Object... cells) {
        line(ROW, cells);
    }

    private void wrapped(String mark, String sentence) {
        String indent = " ".repeat(mark.length());
        var rest = new StringBuilder(mark);
        for (String word : sentence.split(" ")) {
            if (rest.length() + word.length() > 99) {
                line("%s", rest.toString().stripTrailing());
                rest = new StringBuilder(indent);
            }
            rest.append(word).append(' ');
        }
        line("%s", rest.toString().stripTrailing());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private static String rate(OptionalDouble perSecond) {
        return perSecond.isPresent() ? count(Math.round(perSecond.getAsDouble())) : NONE;
    }

    private static String seconds(OptionalDouble figure) {
        return figure.isPresent() ? String.format(Locale.ROOT, "%.2f", figure.getAsDouble()) : NONE;
    }

    private static String percent(OptionalDouble part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part.orElse(0));
    }

    private static String latency(Timing timing) {
        return String.format(Locale.ROOT, "%.1f/%.1f", timing.p50Millis(), timing.p99Millis());
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
