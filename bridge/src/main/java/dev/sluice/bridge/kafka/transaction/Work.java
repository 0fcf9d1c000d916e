package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.pipeline.RecordSink.Fate;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What goes into one transaction together or not at all: a message with its mark, or the removal of marks.
 *
 * @param bytes of all records, from above
 * @param isMessage whether there is more to it than marks
 */
record Work(String clientId, List<ProducerRecord<byte[], byte[]>> records, int bytes, boolean isMessage, Fate fate) {}
