package dev.sluice.sandbox.audit;

/**
 * A campaign's check of itself: a loss that was made on purpose.
 *
 * @param name what was done
 * @param found whether the audit found the loss, as it must
 * @param result what it said
 */
record Control(String name, boolean found, String result) {}
