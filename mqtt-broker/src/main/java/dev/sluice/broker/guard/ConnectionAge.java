package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections that have lasted long enough, so that devices come to servers that have joined since: nothing else moves a device that stays connected.
 *
 * <p>Each may last for a time that chance takes between half of the limit and the whole: devices that came together do not go together.
 */
final class ConnectionAge {

    /** For a device to get the answers that it waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long limitNanos;
    private final Departures departures = new Departures(
            new SendOff(Duration.ZERO, PATIENCE, Optional.empty()),
            CloseReason.CONNECTION_AGE,
            "this connection has lasted as long as connections may here: connect again");

    /** @param limit zero for none */
    ConnectionAge(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** A device is about to be connected. Its event loop only. */
    void begins(ProtocolGuard guard) {
        if (limitNanos == 0) {
            return;
        }
        var end = guard.loop().schedule(() -> departures.sendAway(guard), nanos(), TimeUnit.NANOSECONDS);
        guard.gone().addListener(gone -> end.cancel(false));
    }

    /** For how long the next one may last. */
    long nanos() {
        return ThreadLocalRandom.current().nextLong(limitNanos / 2, limitNanos);
    }
}
