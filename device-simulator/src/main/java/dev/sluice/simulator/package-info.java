/**
 * Devices from the outside: they publish, keep a ledger, and later hold Kafka to it.
 *
 * <p>The way of a load test is the table of contents: {@code scenario} (what is to be run), {@code telemetry}, {@code field}, {@code encode}, {@code payload},
 * {@code sparkplug} and {@code replay} (what devices say), {@code arrivals} and {@code fleet} (when they say it), {@code endpoint}, {@code lean} and {@code hivemq}
 * (how it is carried), {@code ledger} (what was sent and acknowledged), {@code measure} and {@code endtoend} (how long it took), {@code publish} and {@code run} (the
 * run), {@code progress}, {@code report} and {@code compare} (what is shown of it); then {@code readback} (Kafka's side), {@code decode} (Avro's own library),
 * {@code audit} (the comparison), {@code command}.
 *
 * <p>Knows nothing of the bridge beyond MQTT, Kafka and Avro: a judge who shared code with the judged would share its mistakes.
 */
package dev.sluice.simulator;
