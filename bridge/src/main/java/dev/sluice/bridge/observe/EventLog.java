package dev.sluice.bridge.observe;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The log as a resource of the process: lines are written by a thread of their own, so the last ones need waiting for. */
public final class EventLog {

    private EventLog() {}

    /** Writes out what is queued and closes the log: the very last act of the process, of its shutdown hook if it has one. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
