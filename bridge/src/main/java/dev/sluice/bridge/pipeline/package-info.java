/**
 * From a delivery to its settlement: map, offer to the sink, wait, settle.
 *
 * <p>Owns the order of each device's messages, the in-flight budget, and what becomes of messages that cannot be mapped.
 * {@link dev.sluice.bridge.pipeline.IngestPipeline} is the door. Receives on the connection's event loop, without a thread hop
 * and without blocking; settles on whatever thread the sink calls back. Knows no socket and no Kafka client: the sink is a
 * {@link dev.sluice.bridge.pipeline.RecordSink}.
 */
package dev.sluice.bridge.pipeline;
