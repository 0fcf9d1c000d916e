package dev.sluice.sandbox.fault;

/** Which way bytes go. */
public enum Direction {
    FROM_DEVICE,
    TO_DEVICE
}
