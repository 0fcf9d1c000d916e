package dev.sluice.broker.limit;

import java.util.concurrent.ConcurrentHashMap;

/** How many connections each name has, an address or a user. Any thread; costs memory only for names that are there. */
public final class Census {

    private final ConcurrentHashMap<String, Integer> present = new ConcurrentHashMap<>();
    private final int most;

    /** @param most for each name, 0 for no limit */
    public Census(int most) {
        this.most = most;
    }

    /** Counts one more of this name, if there is room; whoever is counted must {@link #leave}. */
    public boolean enter(String name) {
        if (most == 0) {
            return true;
        }
        boolean[] entered = {false};
        present.compute(name, (same, known) -> {
            int before = known == null ? 0 : known;
            entered[0] = before < most;
            return entered[0] ? Integer.valueOf(before + 1) : known;
        });
        return entered[0];
    }

    public void leave(String name) {
        if (most != 0) {
            present.computeIfPresent(name, (same, known) -> known == 1 ? null : Integer.valueOf(known - 1));
        }
    }
}
