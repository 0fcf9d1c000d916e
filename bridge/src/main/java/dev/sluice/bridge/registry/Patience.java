package dev.sluice.bridge.registry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: twice as long each time, up to a bound, and never quite as long as others do.
 *
 * @param first before the second try
 * @param most before any later one
 */
record Patience(Duration first, Duration most) {

    /** The registry is away: others wait for it too, so that it is not asked by all of them at once when it is back. */
    static final Patience FOR_AWAY = new Patience(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** It said no: somebody has to do something first. */
    static final Patience FOR_REFUSAL = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30));

    /** @param failures so far, at least one */
    long millis(int failures) {
        int doublings = Math.min(failures - 1, 20);
        long whole = Math.min(first.toMillis() << doublings, most.toMillis());
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }
}
