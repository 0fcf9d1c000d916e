package dev.sluice.sandbox.machine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All children that run, newest first; the JVM's shutdown ends them in that order. */
final class Children {

    static final Duration TIME_TO_END = Duration.ofSeconds(30);
    static final Duration TIME_TO_BE_MISSED = Duration.ofSeconds(1);

    private static final Deque<ChildProcess> RUNNING = new ArrayDeque<>();
    private static boolean hooked;
    private static volatile boolean shuttingDown;

    private Children() {}

    static synchronized void add(ChildProcess child) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end-children"));
            hooked = true;
        }
        RUNNING.push(child);
    }

    static synchronized void remove(ChildProcess child) {
        RUNNING.remove(child);
    }

    /**
     * To be called before a child's end is reported as a failure. Ctrl-C reaches the children as well as us, so a child may be gone a moment
     * before our own shutdown begins; then there is nothing to report, and the caller's thread stays here.
     */
    static void stayHereIfShuttingDown() {
        try {
            long patience = System.nanoTime() + Duration.ofMillis(300).toNanos();
            while (shuttingDown || System.nanoTime() < patience) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endAll() {
        shuttingDown = true;
        List<ChildProcess> children;
        synchronized (Children.class) {
            children = new ArrayList<>(RUNNING);
        }
        children.forEach(ChildProcess::stop);
    }
}
