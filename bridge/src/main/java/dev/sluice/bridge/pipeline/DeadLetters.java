package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.deadletter.DeadLetterFormat;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.util.OptionalInt;

/** Turns a message that cannot be stored as its rule says into a record that keeps it: the original bytes and why. */
final class DeadLetters {

    private final String topic;

    DeadLetters(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** @param largestRecord bytes that the record may have; a longer letter is cut and flagged */
    OutgoingRecord letter(DeviceMessage message, Rejected rejected, int largestRecord) {
        var letter = DeadLetter.of(
                message, rejected.reason(), rejected.detail(), rejected.rule().name(), rejected.schemaId());
        return record(letter, largestRecord);
    }

    /** The letter of a message that no rule rejected; {@link #letter(DeviceMessage, Rejected, int)}. */
    OutgoingRecord letter(DeviceMessage message, String rule, RejectReason reason, String detail, int largestRecord) {
        return record(DeadLetter.of(message, reason, detail, rule, OptionalInt.empty()), largestRecord);
    }

    private OutgoingRecord record(DeadLetter letter, int largestRecord) {
        return DeadLetterFormat.toRecord(letter, topic, largestRecord, RecordSink::sizeOf);
    }
}
