package dev.sluice.simulator.encode;

import dev.sluice.simulator.telemetry.ByteSink;

/** A piece of a payload. Has no state. */
@FunctionalInterface
interface Part {

    void write(ByteSink out, int device, int seq, long epochMillis);
}
