/**
 * The one place that knows Moquette: sessions, subscriptions, retained messages and queues of offline subscribers.
 *
 * <p>Owns the stores that are handed to Moquette and the door {@link dev.sluice.broker.moquette.LocalBroker}. Stores are
 * called on Moquette's session loops; the door from event loops. What outlives the process is noted in a {@link
 * dev.sluice.broker.store.DurableStore} beside them and brought back at start; while the process lives, memory is the
 * truth. Must not know acknowledgements: a device's QoS 1 and 2
 * PUBLISHes never enter Moquette's own handler.
 */
package dev.sluice.broker.moquette;
