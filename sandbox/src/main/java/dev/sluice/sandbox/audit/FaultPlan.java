package dev.sluice.sandbox.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which fault comes when and for how long: the same for the same seed, number and kinds, on every machine. */
final class FaultPlan {

    private static final int LEAST_SHARE = 5;
    private static final int MOST_SHARE = 60;

    private FaultPlan() {}

    /** As many faults as asked for: one of every kind first, as far as they go, the rest by the kinds' weights; all in random order. */
    static List<PlannedFault> of(long seed, int faults, Collection<FaultKind> kinds, boolean shortForm) {
        // its numbers are specified (java.util.Random), so that a seed means the same everywhere
        var random = new Random(seed);
        List<FaultKind> allowed = kinds.stream().sorted().distinct().toList();
        List<FaultKind> order = new ArrayList<>(allowed);
        Collections.shuffle(order, random);
        while (order.size() > faults) {
            order.remove(order.size() - 1);
        }
        while (order.size() < faults) {
            order.add(drawn(allowed, random));
        }
        Collections.shuffle(order, random);
        List<PlannedFault> plan = new ArrayList<>();
        for (FaultKind kind : order) {
            plan.add(planned(plan.size() + 1, kind, random, shortForm));
        }
        return List.copyOf(plan);
    }

    private static FaultKind drawn(List<FaultKind> kinds, Random random) {
        int ticket = random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : kinds) {
            ticket -= kind.weight();
            if (ticket < 0) {
                return kind;
            }
        }
        throw new AssertionError("tickets are fewer than weights");
    }

    private static PlannedFault planned(int number, FaultKind kind, Random random, boolean shortForm) {
        long most = shortForm ? kind.mostMillisInShort() : kind.mostMillis();
        long least = Math.min(most, kind.leastMillis());
        long pause = shortForm ? 300 + random.nextInt(700) : 500 + random.nextInt(2_500);
        long millis = least + random.nextInt((int) (most - least) + 1);
        int share = LEAST_SHARE + random.nextInt(MOST_SHARE - LEAST_SHARE + 1);
        int choice = random.nextInt(Integer.MAX_VALUE);
        return new PlannedFault(
                number, kind, pause, millis, kind.target() == FaultKind.Target.LINES ? share : 100, choice);
    }
}
