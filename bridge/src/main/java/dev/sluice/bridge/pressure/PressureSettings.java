package dev.sluice.bridge.pressure;

import java.time.Duration;

/**
 * What new connections meet.
 *
 * @param refuses whether there is a stage 3 at all
 * @param busyAfter how long the budget must have been overdrawn
 */
public record PressureSettings(boolean refuses, Duration busyAfter) {}
