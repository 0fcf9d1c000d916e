package dev.sluice.bridge.command;

import java.io.FileInputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGHUP, by which servers are told to read their configuration again, and by which a terminal that closes says farewell. Both are
 * answered: a process whose terminal is gone ends as it would have without us.
 */
final class Hangup {

    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);
    private static final int SIGHUP_EXIT = 128 + 1;

    private Hangup() {}

    static void handledBy(Runnable reload) {
        boolean hadTerminal = hasTerminal();
        try {
            Signal.handle(new Signal("HUP"), signal -> {
                if (hadTerminal && !hasTerminal()) {
                    System.exit(SIGHUP_EXIT); // on a thread of the JVM's own; the shutdown hook drains
                } else {
                    reload.run();
                }
            });
        } catch (IllegalArgumentException none) {
            LOG.warn(
                    "SIGHUP cannot be had ({}): rules are reloaded when files change, and by POST /rules/reload.",
                    none.getMessage());
        }
    }

    /** Whether the terminal that the process was started from is still there. */
    private static boolean hasTerminal() {
        try (var terminal = new FileInputStream("/dev/tty")) {
            return terminal.getFD().valid();
        } catch (IOException none) {
            return false;
        }
    }
}
