package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.kafka.TopicFacts;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Maps letters by today's rules, and asks of each record whether its topic would take it. */
final class Remapping {

    static final String REPLAYED_AT = "dead-letter.replayed-at";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Function<DeviceMessage, MappingOutcome> mapping;
    private final TargetTopics topics;
    private final boolean missingTopicsAreMade;
    private final boolean allRulesCount;

    /**
     * @param missingTopicsAreMade whether a topic that does not exist is no reason against a letter
     * @param allRulesCount whether every rule that matches takes a message
     */
    Remapping(
            Function<DeviceMessage, MappingOutcome> mapping,
            TargetTopics topics,
            boolean missingTopicsAreMade,
            boolean allRulesCount) {
        this.mapping = mapping;
        this.topics = topics;
        this.missingTopicsAreMade = missingTopicsAreMade;
        this.allRulesCount = allRulesCount;
    }

    Remade remade(DeadLetter letter) throws InterruptedException {
        if (letter.cut().anything()) {
            return Remade.stays(Remade.CUT);
        }
        var mapped = Remade.of(mapping.apply(letter.message()), letter.rule(), allRulesCount);
        if (!mapped.maps()) {
            return mapped;
        }
        long now = System.currentTimeMillis();
        List<OutgoingRecord> records = new ArrayList<>(mapped.records().size());
        for (var record : mapped.records()) {
            if (!becomesComplete(record)) {
                return Remade.stays(Remade.SCHEMA_ID_UNKNOWN);
            }
            var known = topics.facts(record.topic());
            if (known.isEmpty() && !missingTopicsAreMade) {
                return Remade.stays(Remade.TOPIC_MISSING);
            }
            var facts = known.orElse(TopicFacts.USUAL);
            var stamped = stamped(record.completed(), facts, now);
            if (RecordSink.sizeOf(stamped) > topics.largestRecord(facts)) {
                return Remade.stays(RejectReason.RECORD_TOO_LARGE.name());
            }
            records.add(stamped);
        }
        return Remade.into(records);
    }

    private static OutgoingRecord stamped(OutgoingRecord record, TopicFacts facts, long now) {
        List<OutgoingHeader> headers = new ArrayList<>(record.headers());
        headers.add(new OutgoingHeader(REPLAYED_AT, Long.toString(now).getBytes(UTF_8)));
        return new OutgoingRecord(
                record.topic(), record.key(), record.value(), facts.accepted(record.timestampMillis(), now), headers);
    }

    /** Nobody waits for a letter, so the registry gets its time. */
    private static boolean becomesComplete(OutgoingRecord record) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!record.isComplete()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
