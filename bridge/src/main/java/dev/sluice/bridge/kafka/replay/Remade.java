package dev.sluice.bridge.kafka.replay;

import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Several;
import java.util.ArrayList;
import java.util.List;

/**
 * What today's rules make of a letter: its records, or why it stays where it is.
 *
 * @param left a reject reason, or one of the words for what only a replay meets; null if there are records
 */
record Remade(List<OutgoingRecord> records, String left) {

    /** Not the whole message is in the letter. */
    static final String CUT = "cut";

    /** The rule of letters that no rule took: nothing of their message was stored. */
    private static final String UNMAPPED_RULE = "unmapped";

    /** No rule takes the topic any more, and what is left over does not go to Kafka. */
    static final String UNMAPPED = "UNMAPPED";

    /** A Kafka topic that a record should go to does not exist, or may not be seen. */
    static final String TOPIC_MISSING = "topic-missing";

    /** The rule that the letter names does not take its message any more, and what other rules made of it was stored back then. */
    static final String RULE_GONE = "rule-gone";

    /** The registry has not told the id of a schema. */
    static final String SCHEMA_ID_UNKNOWN = "schema-id-unknown";

    /** Kafka refused a record. */
    static final String NOT_TAKEN = "not-taken";

    /**
     * @param rule that the letter names
     * @param all whether every rule that matches takes a message: the others have stored theirs, so this one alone counts
     */
    static Remade of(MappingOutcome outcome, String rule, boolean all) {
        boolean oneCounts = all && !rule.equals(UNMAPPED_RULE);
        return outcome.fold(
                mapped -> oneCounts && !mapped.rule().name().equals(rule) ? stays(RULE_GONE) : into(mapped.records()),
                rejected -> oneCounts && !rejected.rule().name().equals(rule)
                        ? stays(RULE_GONE)
                        : stays(rejected.reason().name()),
                ignored -> stays(UNMAPPED),
                several -> oneCounts ? ofOne(several, rule) : ofAll(several));
    }

    private static Remade ofOne(Several several, String rule) {
        return several.parts().stream()
                .map(part -> of(part, rule, true))
                .filter(remade -> !RULE_GONE.equals(remade.left))
                .findFirst()
                .orElseGet(() -> stays(RULE_GONE));
    }

    private static Remade ofAll(Several several) {
        List<OutgoingRecord> records = new ArrayList<>();
        for (var part : several.parts()) {
            var remade = of(part, UNMAPPED_RULE, true);
            if (!remade.maps()) {
                return remade;
            }
            records.addAll(remade.records);
        }
        return into(records);
    }

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
