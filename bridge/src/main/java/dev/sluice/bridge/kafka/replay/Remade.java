package dev.sluice.bridge.kafka.replay;

import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.List;

/**
 * What today's rules make of a letter: its records, or why it stays where it is.
 *
 * @param left a reject reason, or one of the words for what only a replay meets; null if there are records
 */
record Remade(List<OutgoingRecord> records, String left) {

    /** Not the whole message is in the letter. */
    static final String CUT = "cut";

    /** No rule takes the topic any more, and what is left over does not go to Kafka. */
    static final String UNMAPPED = "UNMAPPED";

    /** A Kafka topic that a record should go to does not exist, or may not be seen. */
    static final String TOPIC_MISSING = "topic-missing";

    /** The registry has not told the id of a schema. */
    static final String SCHEMA_ID_UNKNOWN = "schema-id-unknown";

    /** Kafka refused a record. */
    static final String NOT_TAKEN = "not-taken";

    static Remade into(List<OutgoingRecord> records) {
        return new Remade(records, null);
    }

    static Remade stays(String reason) {
        return new Remade(List.of(), reason);
    }

    boolean maps() {
        return left == null;
    }
}
