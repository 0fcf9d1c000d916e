/**
 * Asks others over HTTP: for signing keys, or for a verdict.
 *
 * <p>{@link dev.sluice.broker.identity.web.WebCalls} is the door. Every call has a time limit, and its answer a largest size; it blocks nobody.
 * Redirections are not followed: what is sent is meant for one address. Knows nothing of what is asked.
 */
package dev.sluice.broker.identity.web;
