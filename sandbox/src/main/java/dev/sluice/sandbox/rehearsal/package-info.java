/**
 * Several replicas of the bridge behind a real HAProxy, as processes of this machine, and what devices notice when one is killed, when they are
 * restarted one after the other, and when there are more of them.
 *
 * <p>{@link dev.sluice.sandbox.rehearsal.Rehearsal} is the door. A {@link dev.sluice.sandbox.rehearsal.Stage} is what stands during a rehearsal; what
 * devices felt is read from the simulator's own report, second by second. Runs on the thread that calls it and blocks it for minutes. Knows the
 * programs by their command lines and their output only.
 */
package dev.sluice.sandbox.rehearsal;
