package dev.sluice.sandbox.audit;

/**
 * One fault of a plan.
 *
 * @param number from 1
 * @param pauseMillis how long everything is left in peace before it
 * @param millis how long it lasts; what that means is the kind's to say
 * @param share the part of the connections that it strikes, in percent; 100 unless the kind strikes connections
 * @param choice decides which connections
 */
record PlannedFault(int number, FaultKind kind, long pauseMillis, long millis, int share, int choice) {}
