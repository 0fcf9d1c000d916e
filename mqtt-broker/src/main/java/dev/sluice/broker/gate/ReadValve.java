package dev.sluice.broker.gate;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a connection is read. Paused, it still gets one bounded read per third of its keep-alive, so that a
 * PINGREQ is seen and the device stays.
 */
final class ReadValve {

    private static final int PROBE_SECONDS_WITHOUT_KEEP_ALIVE = 20;

    private Channel channel;
    private long probeEveryNanos = TimeUnit.SECONDS.toNanos(PROBE_SECONDS_WITHOUT_KEEP_ALIVE);
    private long lastProbe;
    private boolean paused;
    private boolean unwritable;

    void of(Channel itsChannel) {
        channel = itsChannel;
    }

    void keepAlive(int seconds) {
        if (seconds > 0) {
            probeEveryNanos = TimeUnit.SECONDS.toNanos(seconds) / 3;
        }
    }

    void pause() {
        if (!paused) {
            paused = true;
            lastProbe = System.nanoTime();
            apply();
        }
    }

    void resume() {
        paused = false;
        apply();
    }

    void writable(boolean isWritable) {
        unwritable = !isWritable;
        apply();
    }

    boolean isPaused() {
        return paused || unwritable;
    }

    /** One read of at most one receive buffer, if it is time for it. */
    void probe(long now) {
        if (!unwritable && now - lastProbe > probeEveryNanos) {
            lastProbe = now;
            channel.read();
        }
    }

    private void apply() {
        channel.config().setAutoRead(!isPaused());
    }
}
