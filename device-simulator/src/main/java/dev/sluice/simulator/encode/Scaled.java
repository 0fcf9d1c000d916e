package dev.sluice.simulator.encode;

import dev.sluice.simulator.field.Value;

/** A number with decimals as the double that is nearest to it: both parts of the quotient are exact. */
final class Scaled {

    private final Value.Figure unscaled;
    private final double divisor;

    Scaled(Value.Numeric value) {
        this.unscaled = value.unscaled();
        this.divisor = Math.pow(10, value.decimals());
    }

    double at(int device, int seq, long epochMillis) {
        return unscaled.at(device, seq, epochMillis) / divisor;
    }
}
