package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.ledger.Findings;
import java.time.Duration;

/**
 * One measurement: the same devices on so many replicas.
 *
 * @param perSecond acknowledged messages per second
 * @param p50Micros and the next, from PUBLISH to PUBACK
 * @param bridges CPU time of all replicas together
 * @param others share of this machine's CPU that nobody of ours used
 */
record ScaleRun(
        int round,
        int replicas,
        long acknowledged,
        double perSecond,
        long p50Micros,
        long p99Micros,
        Duration bridges,
        Duration balancer,
        Duration kafka,
        Duration devices,
        double others,
        Findings findings) {

    /** Microseconds of CPU for each acknowledged message. */
    double perMessage(Duration cpu) {
        return acknowledged == 0 ? 0 : cpu.toNanos() / 1e3 / acknowledged;
    }
}
