package dev.sluice.sandbox.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * All faults of one kind together. Times are milliseconds, medians and worst ones.
 *
 * @param inFlight messages that were in flight, over all faults of the kind
 */
record KindSummary(
        FaultKind kind,
        int faults,
        long inFlight,
        long silentMedian,
        long silentWorst,
        long flowedMedian,
        long flowedWorst,
        long connections,
        long sessionsFound,
        long repeats) {

    static List<KindSummary> of(List<FaultEffect> effects) {
        List<KindSummary> summaries = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            List<FaultEffect> ofKind = effects.stream()
                    .filter(effect -> effect.fault().kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                summaries.add(of(kind, ofKind));
            }
        }
        return summaries;
    }

    private static KindSummary of(FaultKind kind, List<FaultEffect> effects) {
        long[] silent = sorted(effects, FaultEffect::silentMillis);
        long[] flowed = sorted(effects, FaultEffect::flowedMillis);
        return new KindSummary(
                kind,
                effects.size(),
                sum(effects, FaultEffect::inFlight),
                silent[silent.length / 2],
                silent[silent.length - 1],
                flowed[flowed.length / 2],
                flowed[flowed.length - 1],
                sum(effects, FaultEffect::connections),
                sum(effects, FaultEffect::sessionsFound),
                sum(effects, FaultEffect::repeats));
    }

    private static long[] sorted(List<FaultEffect> effects, ToLongFunction<FaultEffect> figure) {
        long[] figures = effects.stream().mapToLong(figure).toArray();
        Arrays.sort(figures);
        return figures;
    }

    private static long sum(List<FaultEffect> effects, ToLongFunction<FaultEffect> figure) {
        return effects.stream().mapToLong(figure).sum();
    }
}
