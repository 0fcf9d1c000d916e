package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.fault.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many acknowledgements passed in each second of the campaign, on a thread of its own from its start until it is closed. */
final class AckTimeline implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Traffic traffic;
    private final Pause pause;
    private final List<Long> perSecond = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "ack-timeline");

    private AckTimeline(Traffic traffic, Pause pause) {
        this.traffic = traffic;
        this.pause = pause;
    }

    static AckTimeline start(Traffic traffic, Pause pause) {
        var timeline = new AckTimeline(traffic, pause);
        timeline.thread.setDaemon(true);
        timeline.thread.start();
        return timeline;
    }

    synchronized List<Long> perSecond() {
        return List.copyOf(perSecond);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        long next = System.nanoTime() + SECOND.toNanos();
        long before = traffic.figures().acknowledged();
        try {
            while (true) {
                while (System.nanoTime() < next) {
                    pause.pass(LOOK);
                }
                long now = traffic.figures().acknowledged();
                add(now - before);
                before = now;
                next += SECOND.toNanos();
            }
        } catch (InterruptedException over) {
            // closed
        }
    }

    private synchronized void add(long acknowledged) {
        perSecond.add(acknowledged);
    }
}
