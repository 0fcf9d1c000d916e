package dev.sluice.bridge.kafka.transaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the next transaction, oldest first. While one is on its way the next one gathers here, so that transactions grow with the load.
 *
 * <p>Any thread adds, one takes. Bounded for messages; removals of marks are always taken, as there are no more of them than marks.
 */
final class Backlog {

    private final int mostMessages;
    private final long mostBytes;

    private record Waiting(Work work, long sinceNanos) {}

    // guarded by this
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int messages;
    private long bytes;
    private boolean refused;
    private boolean closed;

    Backlog(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** False if there is no room for a message now. One that is larger than everything is taken when nothing else waits. */
    synchronized boolean add(Work work) {
        boolean full = messages >= mostMessages || (messages > 0 && bytes + work.bytes() > mostBytes);
        if (closed || (work.isMessage() && full)) {
            refused = true;
            return false;
        }
        waiting.add(new Waiting(work, System.nanoTime()));
        count(work, 1);
        notifyAll();
        return true;
    }

    /**
     * Waits until there is something and takes as much of it as one transaction may have.
     *
     * @param lingerNanos how long the oldest waits for others
     */
    synchronized List<Work> take(int mostAtOnce, long bytesAtOnce, long lingerNanos) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        long end = waiting.peek().sinceNanos() + lingerNanos;
        for (long left = end - System.nanoTime();
                left > 0 && waiting.size() < mostAtOnce && bytes < bytesAtOnce;
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        List<Work> taken = new ArrayList<>(Math.min(waiting.size(), mostAtOnce));
        long size = 0;
        while (!waiting.isEmpty()
                && taken.size() < mostAtOnce
                && (taken.isEmpty() || size + waiting.peek().work().bytes() <= bytesAtOnce)) {
            var work = waiting.poll().work();
            count(work, -1);
            size += work.bytes();
            taken.add(work);
        }
        return taken;
    }

    /** Whether somebody was turned away since this was asked last. */
    synchronized boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    /** Takes nothing any more; returns what waits. */
    synchronized List<Work> close() {
        closed = true;
        List<Work> rest = new ArrayList<>();
        waiting.forEach(each -> rest.add(each.work()));
        waiting.clear();
        messages = 0;
        bytes = 0;
        return rest;
    }

    synchronized int messages() {
        return messages;
    }

    private void count(Work work, int sign) {
        messages += work.isMessage() ? sign : 0;
        bytes += (long) sign * work.bytes();
    }
}
