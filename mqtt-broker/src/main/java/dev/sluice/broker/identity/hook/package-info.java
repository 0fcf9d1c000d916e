/**
 * Asks somebody else over HTTP whether a device may come in.
 *
 * <p>{@link dev.sluice.broker.identity.hook.HookMethod} is the door. So many questions are open at a time, so many wait, and answers are
 * remembered for a short while; no thread waits for one. No answer means that the device stays outside. Knows nothing of who answers.
 */
package dev.sluice.broker.identity.hook;
