package dev.sluice.sandbox.rehearsal;

import java.time.Instant;

/** Seconds of a rehearsal that never was. */
final class Seconds {

    static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    private Seconds() {}

    /** One in which so many were acknowledged, so late, and so many devices came back. */
    static DeviceSecond second(int number, long acknowledged, long p99Micros, long reconnects) {
        return new DeviceSecond(
                BEGIN.plusSeconds(number),
                1,
                100,
                acknowledged,
                p99Micros / 2,
                p99Micros,
                2 * p99Micros,
                reconnects,
                0,
                50,
                reconnects);
    }
}
