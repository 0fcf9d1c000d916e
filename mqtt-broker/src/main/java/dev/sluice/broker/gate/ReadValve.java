package dev.sluice.broker.gate;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a connection is read. Paused, it still gets one bounded read per third of its keep-alive, so that a
 * PINGREQ is seen and the device stays.
 *
 * <p>When a device closes a paused connection, native transports hand over at once all that the kernel holds of it, which may be megabytes. So
 * what comes is counted while nobody asked for it.
 */
final class ReadValve {

    /** Beyond what one read and the packet that it began in may bring. */
    private static final int UNASKED_BYTES = 64 << 10;

    private static final int PROBE_SECONDS_WITHOUT_KEEP_ALIVE = 20;

    private Channel channel;
    private long probeEveryNanos = TimeUnit.SECONDS.toNanos(PROBE_SECONDS_WITHOUT_KEEP_ALIVE);
    private long lastProbe;
    private boolean paused;
    private boolean unwritable;
    private long unasked;
    private boolean resumed;

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
            unasked = 0;
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
            unasked = 0;
            channel.read();
        }
    }

    /** Counts a message of so many bytes; false if more has come than was asked for: the device has closed the connection. */
    boolean expects(int bytes) {
        unasked += paused ? bytes : 0;
        return !paused || unasked <= UNASKED_BYTES;
    }

    /** Whether reading has begun again since this was last asked: what came before that may still be in the socket. */
    boolean takeResumed() {
        boolean was = resumed;
        resumed = false;
        return was;
    }

    private void apply() {
        boolean reads = !isPaused();
        resumed |= reads && !channel.config().isAutoRead();
        channel.config().setAutoRead(reads);
    }
}
