/**
 * What a source of messages hands to the pipeline: a message and the one way to settle it.
 *
 * <p>Made on the source's own thread for each message; settled from any thread. Knows neither mapping rules nor Kafka.
 * Every source obeys {@code SourceContract} (in the tests).
 */
package dev.sluice.bridge.source;
