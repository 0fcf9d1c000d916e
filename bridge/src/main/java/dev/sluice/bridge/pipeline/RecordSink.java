package dev.sluice.bridge.pipeline;

import dev.sluice.mapping.engine.OutgoingRecord;

/** Where records go. Never blocks; records of one key that were accepted in an order are stored in that order. */
public interface RecordSink {

    /** Batch header and record framing of Kafka's message format 2. */
    int FRAMING_BYTES = 96;

    int HEADER_FRAMING_BYTES = 10;

    /** What a sink says to a record at once. */
    enum Answer {
        /** Taken; the callback will be called exactly once, from any thread, possibly before this answer is given. */
        ACCEPTED,
        /** Not taken, nothing happened: offer the same record again after {@link #onRoom} has run, or a little later. */
        NOT_NOW,
        /** Never to be taken: it is larger than the topic allows. */
        TOO_LARGE
    }

    /** Told the fate of one accepted record. */
    interface Fate {
        /** The record is on all in-sync replicas. */
        void stored();

        /** It is not known whether the record is stored. {@code why} is for people. */
        void unknown(String why);
    }

    /** Bytes of a record alone in its batch, from above: key, value, headers and Kafka's framing. */
    static int sizeOf(OutgoingRecord record) {
        int size = FRAMING_BYTES + record.key().length + record.valueLength();
        for (var header : record.headers()) {
            size += HEADER_FRAMING_BYTES + header.name().length() + header.value().length;
        }
        return size;
    }

    Answer offer(OutgoingRecord record, Fate fate);

    /** The largest record, in bytes as {@link #sizeOf} counts them, that this topic takes. */
    int largestRecord(String topic);

    /** Runs {@code action}, on any thread, whenever a record that was answered NOT_NOW might be taken. */
    void onRoom(Runnable action);
}
