/**
 * What the broker remembers about a device between its connections: the QoS 2 messages that it has received but not
 * yet seen released, and which unacknowledged packet ids belong to which event.
 *
 * <p>State is guarded by the session's own lock, since a resend may come on another event loop than the original and
 * settlements come from any thread. Whether a session exists is Moquette's word, heard through CONNACK. Knows nothing of
 * channels.
 */
package dev.sluice.broker.session;
