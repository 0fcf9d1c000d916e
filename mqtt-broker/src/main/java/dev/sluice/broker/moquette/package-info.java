/**
 * The one place that knows Moquette: sessions, subscriptions, retained messages and queues of offline subscribers.
 *
 * <p>Owns the stores that are handed to Moquette and the door {@link dev.sluice.broker.moquette.LocalBroker}. Stores are
 * called on Moquette's session loops; the door from event loops. Must not know acknowledgements: a device's QoS 1 and 2
 * PUBLISHes never enter Moquette's own handler.
 */
package dev.sluice.broker.moquette;
