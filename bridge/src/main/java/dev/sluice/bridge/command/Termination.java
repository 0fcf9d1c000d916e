package dev.sluice.bridge.command;

import dev.sluice.bridge.observe.EventLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first stops in good order, through the shutdown hook; another one ends the process where it stands. The JVM by itself
 * ignores the others.
 */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    /** Ctrl-C reaches every process of a terminal, and who started us may pass it on: that is one wish. */
    private static final long ONE_WISH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LAST_LINE_MILLIS = 2_000;

    private final Object lock = new Object();
    private boolean begun;
    private long begunNanos;

    private Termination() {}

    static void handled() {
        var termination = new Termination();
        for (var name : List.of("TERM", "INT")) {
            try {
                Signal.handle(new Signal(name), termination::received);
            } catch (IllegalArgumentException none) {
                LOG.debug("SIG{} is left to the JVM: {}", name, none.getMessage());
            }
        }
    }

    /** On a thread of its own for each signal. */
    private void received(Signal signal) {
        int exit = 128 + signal.getNumber();
        boolean isFirst;
        synchronized (lock) {
            isFirst = !begun;
            if (isFirst) {
                begun = true;
                begunNanos = System.nanoTime();
            } else if (System.nanoTime() - begunNanos < ONE_WISH_NANOS) {
                return;
            }
        }
        if (isFirst) {
            System.exit(exit); // waits for the shutdown hook
        } else {
            endAtOnce(signal, exit);
        }
    }

    private static void endAtOnce(Signal signal, int exit) {
        LOG.warn(
                "Another SIG{}: ends at once. What Kafka has not acknowledged was not acknowledged to its device either, which sends it again;"
                        + " QoS 0 and ack: received are lost.",
                signal.getName());
        var last = new Thread(EventLog::close, "sluice-last-line");
        last.setDaemon(true);
        last.start();
        try {
            last.join(LAST_LINE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit);
    }
}
