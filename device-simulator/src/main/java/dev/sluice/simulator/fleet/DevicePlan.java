package dev.sluice.simulator.fleet;

import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;

/**
 * One device of a fleet, before it begins.
 *
 * @param name also its client id
 * @param arrivals when its messages are due
 * @param quota messages that it sends in all; {@code Integer.MAX_VALUE} = no limit
 * @param connectAfterMillis when it first connects, counted from the start of the run
 */
public record DevicePlan(
        DeviceName name,
        Credentials credentials,
        LinkSettings link,
        DeviceMessages messages,
        Arrivals arrivals,
        int quota,
        long connectAfterMillis,
        LinkFaults faults) {}
