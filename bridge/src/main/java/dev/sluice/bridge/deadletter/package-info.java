/**
 * What a dead letter is: a message that could not become a record, why not, and the one format in which Kafka keeps both.
 *
 * <p>Plain values, any thread. Knows messages and records to be; knows no Kafka client, no pipeline and no rules. Whoever writes dead
 * letters and whoever reads them share {@link dev.sluice.bridge.deadletter.DeadLetterFormat}.
 */
package dev.sluice.bridge.deadletter;
