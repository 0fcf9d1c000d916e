package dev.sluice.simulator.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A count that one thread writes and any thread reads: an opaque store, which costs a fraction of a {@code LongAdder} ({@code LatencyCountsCost}). */
final class Tally {

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Tally.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long count;

    void add(long more) {
        COUNT.setOpaque(this, count + more);
    }

    long get() {
        return (long) COUNT.getOpaque(this);
    }
}
