package dev.sluice.bridge.shadow;

import dev.sluice.mapping.message.DeviceMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a trial shows, in bounded memory. Written by the trial's thread, read by whoever asks for a report. */
final class Tally {

    private static final int EXAMPLES = 20;
    private static final int PAIRS = 1_000;
    private static final int LONGEST_TOPIC = 200;
    private static final Names MORE = new Names("(others)", "(others)");

    private final Map<Names, long[]> pairs = new LinkedHashMap<>();
    private final Map<Aspect, Long> aspects = new EnumMap<>(Aspect.class);
    private final ArrayDeque<ShadowReport.Example> examples = new ArrayDeque<>();
    private long equal;
    private long different;
    private long failed;
    private String rulesInForce = "";

    private record Names(String active, String candidate) {}

    synchronized void judged(
            DeviceMessage message, String rulesInForce, Verdict active, Verdict candidate, Difference difference) {
        this.rulesInForce = rulesInForce;
        var names = new Names(active.rules(), candidate.rules());
        var counts = pairs.computeIfAbsent(
                pairs.size() < PAIRS || pairs.containsKey(names) ? names : MORE, any -> new long[2]);
        if (difference.isNone()) {
            equal++;
            counts[0]++;
            return;
        }
        different++;
        counts[1]++;
        difference.aspects().forEach(aspect -> aspects.merge(aspect, 1L, Long::sum));
        if (examples.size() == EXAMPLES) {
            examples.removeFirst();
        }
        examples.add(new ShadowReport.Example(
                Instant.ofEpochMilli(message.receivedAtMillis()),
                Cut.at(LONGEST_TOPIC, message.topic()),
                active.rules(),
                candidate.rules(),
                difference.toString()));
    }

    synchronized void failed() {
        failed++;
    }

    synchronized ShadowReport report(String candidate, Sample sample, Instant since, long sampled, long skipped) {
        List<ShadowReport.Pair> sorted = pairs.entrySet().stream()
                .map(entry -> new ShadowReport.Pair(
                        entry.getKey().active(), entry.getKey().candidate(), entry.getValue()[0], entry.getValue()[1]))
                .sorted(Comparator.comparingLong(ShadowReport.Pair::different).reversed())
                .toList();
        return new ShadowReport(
                candidate,
                rulesInForce,
                sample,
                since,
                sampled,
                equal,
                different,
                failed,
                skipped,
                new EnumMap<>(aspects),
                sorted,
                List.copyOf(examples));
    }
}
