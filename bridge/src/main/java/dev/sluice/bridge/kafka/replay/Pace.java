package dev.sluice.bridge.kafka.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets so many things happen in a second and no more; one thread. */
final class Pace {

    private final int perSecond;
    private final long startNanos = System.nanoTime();
    private long happened;

    /** @param perSecond 0 for as many as there are */
    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until the next one may happen. */
    void next() throws InterruptedException {
        if (perSecond == 0) {
            return;
        }
        long due = startNanos + happened++ * TimeUnit.SECONDS.toNanos(1) / perSecond;
        long wait;
        while ((wait = due - System.nanoTime()) > 0) {
            LockSupport.parkNanos(this, wait);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
