package dev.sluice.bridge.observe;

import ch.qos.logback.core.status.OnErrorConsoleStatusListener;
import ch.qos.logback.core.status.Status;

/**
 * Says on stderr what keeps logback from logging, and nothing else of what it says about itself: without a listener it prints all that on stdout as
 * soon as there is one warning, and one of our two appenders for the audit log is always unused, which is a warning.
 */
public final class LoggingErrors extends OnErrorConsoleStatusListener {

    public LoggingErrors() {
        // what came before us is not filtered
        setRetrospective(0);
    }

    @Override
    public void addStatusEvent(Status status) {
        if (status.getEffectiveLevel() == Status.ERROR) {
            super.addStatusEvent(status);
        }
    }
}
