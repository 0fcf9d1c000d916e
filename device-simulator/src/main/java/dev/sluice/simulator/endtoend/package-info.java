/**
 * How long a message takes from its device to where others can read it: a consumer of its own in Kafka, which looks at each message's own time.
 *
 * <p>One thread reads; {@link dev.sluice.simulator.endtoend.EndToEnd} may be asked from any. That Kafka is away ends nothing: it is
 * noted, and what was measured until then counts.
 */
package dev.sluice.simulator.endtoend;
