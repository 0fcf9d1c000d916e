/**
 * Advice on rules that can be used and still may not do what somebody wanted: what never matches, what splits a device, what loses.
 *
 * <p>{@link dev.sluice.mapping.lint.Lint} is the door. Runs when somebody asks ({@code sluice lint}), on that thread, never on the message path.
 * Reads rules as they are compiled; knows nothing of files, Kafka or commands. What is certainly a mistake is an error, what is one in most
 * cases a warning, what somebody may have wanted a hint: a rule that is merely ordinary gets no advice.
 */
package dev.sluice.mapping.lint;
