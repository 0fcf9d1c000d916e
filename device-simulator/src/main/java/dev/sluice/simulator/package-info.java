/**
 * Devices from the outside: they publish, keep a ledger, and later hold Kafka to it.
 *
 * <p>The way of a load test is the table of contents: {@code telemetry} (what a device says), {@code fleet} (when it says it),
 * {@code lean} and {@code hivemq} (how it is carried), {@code ledger} (what was sent and acknowledged), {@code publish} (the run);
 * then {@code readback} (Kafka's side), {@code decode} (Avro's own library), {@code audit} (the comparison), {@code command}.
 *
 * <p>Knows nothing of the bridge beyond MQTT, Kafka and Avro: a judge who shared code with the judged would share its mistakes.
 */
package dev.sluice.simulator;
