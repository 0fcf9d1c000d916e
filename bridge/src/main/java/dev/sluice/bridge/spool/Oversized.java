package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.deadletter.DeadLetterFormat;
import dev.sluice.bridge.observe.IngestMeters;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of journaled records that Kafka will never take: a dead letter. The message itself is not there any more, so the letter
 * holds the record's value, and says so.
 */
final class Oversized {

    private static final Logger LOG = LoggerFactory.getLogger(Oversized.class);
    private static final String EVENT_ID = "mqtt.event-id";
    private static final String TOPIC = "mqtt.topic";

    private final RecordSink kafka;
    private final String deadLetterTopic;
    private final IngestMeters meters;

    Oversized(RecordSink kafka, String deadLetterTopic, IngestMeters meters) {
        this.kafka = kafka;
        this.deadLetterTopic = deadLetterTopic;
        this.meters = meters;
    }

    /** The record becomes a letter; false if it is meant for the dead letters already. */
    boolean becomeLetter(Spooled spooled) {
        var record = spooled.record;
        if (record.topic().equals(deadLetterTopic)) {
            return false;
        }
        var message = new DeviceMessage(
                header(record, TOPIC, record.topic()),
                spooled.client,
                1,
                false,
                false,
                record.value() == null ? new byte[0] : record.value(),
                spooled.acceptedMillis,
                header(record, EVENT_ID, "spool-" + spooled.sequence),
                MessageProperties.NONE);
        var detail = "a record of " + RecordSink.sizeOf(record) + " bytes is larger than Kafka topic " + record.topic()
                + " takes; it came from the spool, so that this is the record's value and not the message's payload";
        var letter = DeadLetter.of(message, RejectReason.RECORD_TOO_LARGE, detail, spooled.rule, OptionalInt.empty());
        spooled.record = DeadLetterFormat.toRecord(
                letter, deadLetterTopic, kafka.largestRecord(deadLetterTopic), RecordSink::sizeOf);
        spooled.isDeadLetter = true;
        return true;
    }

    private static String header(OutgoingRecord record, String name, String fallback) {
        for (var header : record.headers()) {
            if (header.name().equals(name)) {
                return new String(header.value(), UTF_8);
            }
        }
        return fallback;
    }

    /** Kafka has the letter. */
    void stored(Spooled spooled) {
        meters.mapping(spooled.rule).deadLettered(RejectReason.RECORD_TOO_LARGE);
    }

    void givenUp(Spooled spooled) {
        meters.mapping(spooled.rule).dropped("spool-too-large");
        LOG.error(
                "A record of rule \"{}\" for {} is given up: not even as a dead letter does Kafka topic {} take it. Raise"
                        + " max.message.bytes there.",
                spooled.rule,
                spooled.record.topic(),
                deadLetterTopic);
    }

    void unreadable(Path folder, long sequence) {
        meters.mapping("spool").dropped("spool-unreadable");
        LOG.error(
                "Record {} of the spool in {} is damaged and given up: the disk has not kept what was forced to it.",
                sequence,
                folder);
    }
}
