package dev.sluice.broker.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often each limit was reached since the start. Any thread. */
public final class LimitCounts {

    private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

    public LimitCounts() {
        for (var limit : Limit.values()) {
            counts.put(limit, new LongAdder());
        }
    }

    public void reached(Limit limit) {
        counts.get(limit).increment();
    }

    public long of(Limit limit) {
        return counts.get(limit).sum();
    }
}
