package dev.sluice.sandbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches a number grow while something else runs, from a thread of its own: how fast it grew once the start was over.
 *
 * <p>Devices' own figures cover their whole run, their JVM's warm-up included; ProducerPerformance tells both.
 */
final class Growth implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long LOOK_OFTEN_MILLIS = 100;

    /** @param nanos on {@link System#nanoTime()} */
    record Look(long nanos, long count) {}

    private final LongSupplier count;
    private final long everyMillis;
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "watch-growth");
    private volatile boolean over;

    private Growth(LongSupplier count, long everyMillis) {
        this.count = count;
        this.everyMillis = everyMillis;
    }

    static Growth of(LongSupplier count) {
        return of(count, LOOK_EVERY_MILLIS);
    }

    /** Looks more often, because first and last look decide. */
    static Growth fromFirstToLast(LongSupplier count) {
        return of(count, LOOK_OFTEN_MILLIS);
    }

    private static Growth of(LongSupplier count, long everyMillis) {
        var growth = new Growth(count, everyMillis);
        growth.thread.setDaemon(true);
        growth.thread.start();
        return growth;
    }

    private void watch() {
        try {
            while (!over) {
                long now = count.getAsLong();
                looks.add(new Look(System.nanoTime(), now));
                TimeUnit.MILLISECONDS.sleep(everyMillis);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch and tells how much came a second, without the first {@code head} that came; 0 if it was too short to tell. */
    double perSecondAfter(long head) {
        close();
        return perSecondAfter(head, looks);
    }

    static double perSecondAfter(long head, List<Look> looks) {
        if (looks.isEmpty()) {
            return 0;
        }
        long from = looks.get(0).count() + head;
        long end = looks.get(looks.size() - 1).count();
        Look first = null;
        Look last = null;
        for (Look look : looks) {
            boolean growing = look.count() >= from && look.count() < end;
            first = first == null && growing ? look : first;
            last = growing ? look : last;
        }
        return first == null || first == last
                ? 0
                : (last.count() - first.count()) * 1e9 / (last.nanos() - first.nanos());
    }

    /** Ends the watch and tells how much came a second, from the last look before anything came to the first at which all was there. */
    double perSecond() {
        close();
        return perSecond(looks);
    }

    static double perSecond(List<Look> looks) {
        if (looks.isEmpty()) {
            return 0;
        }
        long nothing = looks.get(0).count();
        long all = looks.get(looks.size() - 1).count();
        Look first = looks.get(0);
        for (Look look : looks) {
            first = look.count() == nothing ? look : first;
            if (look.count() == all) {
                return all == nothing ? 0 : (all - nothing) * 1e9 / (look.nanos() - first.nanos());
            }
        }
        return 0;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
