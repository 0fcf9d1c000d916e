package dev.sluice.broker.origin;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of connections that a listener closes before MQTT begins: once a second at most, since anybody who reaches the port can make such
 * a line. Any thread.
 */
public final class TurnedAway {

    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String listener;
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
    private final AtomicLong untold = new AtomicLong();

    /** @param listener host and port */
    public TurnedAway(String listener) {
        this.listener = listener;
    }

    /** @param why to be read after a colon */
    public void tell(Channel channel, String why) {
        long now = System.nanoTime();
        long last = lastTold.get();
        if (now - last < PAUSE_NANOS || !lastTold.compareAndSet(last, now)) {
            untold.incrementAndGet();
            return;
        }
        long others = untold.getAndSet(0);
        LOG.info(
                "The connection of {} to {} is closed before MQTT began: {}.{}",
                Origin.of(channel).address(),
                listener,
                why,
                others == 0 ? "" : " So were " + others + " others since the last such line.");
    }
}
