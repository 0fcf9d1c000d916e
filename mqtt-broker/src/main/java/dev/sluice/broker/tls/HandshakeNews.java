package dev.sluice.broker.tls;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people of handshakes that fail: once a second at most, since anybody who reaches the port can make one fail. Any thread. */
final class HandshakeNews {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeNews.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String listener;
    private final LongAdder failed;
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
    private final AtomicLong untold = new AtomicLong();

    HandshakeNews(String listener, LongAdder failed) {
        this.listener = listener;
        this.failed = failed;
    }

    void failed(String remote, Throwable cause) {
        failed.increment();
        long now = System.nanoTime();
        long last = lastTold.get();
        if (now - last < PAUSE_NANOS || !lastTold.compareAndSet(last, now)) {
            untold.incrementAndGet();
            return;
        }
        long others = untold.getAndSet(0);
        LOG.info(
                "TLS handshake with {} on {} failed: {}. The connection is closed.{}",
                remote,
                listener,
                cause.getMessage(),
                others == 0 ? "" : " So did " + others + " others since the last such line.");
    }
}
