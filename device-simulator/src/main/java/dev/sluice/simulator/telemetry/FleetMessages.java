package dev.sluice.simulator.telemetry;

/** What each device of a fleet says. Made once; any thread. */
@FunctionalInterface
public interface FleetMessages {

    DeviceMessages of(DeviceName name);

    /** Messages that the device has to say at all; {@code Integer.MAX_VALUE} = it never ends. */
    default int quota(DeviceName name) {
        return Integer.MAX_VALUE;
    }
}
