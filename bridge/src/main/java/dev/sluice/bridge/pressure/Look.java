package dev.sluice.bridge.pressure;

/**
 * How things stand at one moment.
 *
 * @param nanos when, on {@link System#nanoTime()}
 * @param oldestWithheldNanos for how long the oldest acknowledgement has waited
 * @param paused connections that are not read
 * @param refusing whether new connections are refused
 * @param refused connections refused since the start
 * @param closedSinceLastLook connections closed at the deadline
 * @param closed the same since the start
 * @param handedBackSinceLastLook messages handed back at the deadline
 * @param handedBack the same since the start
 * @param room how full the budget is, in words
 */
record Look(
        long nanos,
        long oldestWithheldNanos,
        int paused,
        boolean refusing,
        long refused,
        long closedSinceLastLook,
        long closed,
        long handedBackSinceLastLook,
        long handedBack,
        String room) {}
