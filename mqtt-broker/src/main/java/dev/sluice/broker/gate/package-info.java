/**
 * Holds acknowledgements back until somebody has given their word.
 *
 * <p>Owns one {@link dev.sluice.broker.gate.AckGate} per connection and one {@link dev.sluice.broker.gate.GateLoop} per
 * event loop. Runs on the connection's event loop only; a held acknowledgement may be settled from any thread and hops
 * back by itself. Knows packet ids and order; knows neither Kafka nor mapping.
 */
package dev.sluice.broker.gate;
