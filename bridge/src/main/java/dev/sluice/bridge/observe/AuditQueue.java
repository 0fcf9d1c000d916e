package dev.sluice.bridge.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sluice.broker.audit.AuditLog;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The audit log's own queue: other lines cannot push its events out, nor they others. Where nobody takes its lines it leaves the newest out, and says
 * how many as soon as there is room. Any thread.
 */
public final class AuditQueue extends AsyncAppender {

    private final AtomicLong leftOut = new AtomicLong();

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() < 2) { // room for the event, and for what is to be said before it
            leftOut.incrementAndGet();
        } else {
            sayWhatIsMissing();
            super.append(event);
        }
    }

    private void sayWhatIsMissing() {
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            var event = new LoggingEvent();
            event.setLoggerContextRemoteView(new LoggerContextVO((LoggerContext) getContext()));
            event.setMDCPropertyMap(Map.of());
            event.setLoggerName(AuditLog.LOGGER);
            event.setThreadName(Thread.currentThread().getName());
            event.setLevel(Level.WARN);
            event.setInstant(Instant.now());
            event.setMessage("event=left-out lines=" + missing);
            super.append(event);
        }
    }

    @Override
    public void stop() {
        if (isStarted() && getRemainingCapacity() > 0) {
            sayWhatIsMissing();
        }
        super.stop();
    }
}
