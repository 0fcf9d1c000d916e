package dev.sluice.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What {@code sluice verify} found: a ledger compared with what Kafka holds.
 *
 * @param stored different messages of the ledger that Kafka holds
 * @param lost acknowledged, and not in Kafka
 * @param duplicated further copies
 * @param sameEventId further copies that have the first copy's event id
 * @param marked further copies that their device had sent with DUP
 * @param reordered messages whose first copy stands behind a later message of their device, in the same partition
 * @param unexpected in Kafka, and never sent according to the ledger
 * @param undecodable records that are no readings
 * @param sentences the same in words
 */
public record Findings(
        long sent,
        long acknowledged,
        long stored,
        long lost,
        long duplicated,
        long sameEventId,
        long marked,
        long reordered,
        long unexpected,
        long undecodable,
        List<String> sentences) {

    public static final Findings NONE = new Findings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

    static Findings read(JsonNode figures) {
        return new Findings(
                figures.path("sent").asLong(),
                figures.path("acknowledged").asLong(),
                figures.path("stored").asLong(),
                figures.path("lost").asLong(),
                figures.path("duplicated").asLong(),
                figures.path("sameEventId").asLong(),
                figures.path("marked").asLong(),
                figures.path("reordered").asLong(),
                figures.path("unexpected").asLong(),
                figures.path("undecodable").asLong(),
                StreamSupport.stream(figures.path("findings").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    public Findings plus(Findings other) {
        return new Findings(
                sent + other.sent,
                acknowledged + other.acknowledged,
                stored + other.stored,
                lost + other.lost,
                duplicated + other.duplicated,
                sameEventId + other.sameEventId,
                marked + other.marked,
                reordered + other.reordered,
                unexpected + other.unexpected,
                undecodable + other.undecodable,
                List.of());
    }

    /** The one line that every audit ends with. */
    public String line() {
        return "audit: sent=" + sent + " acknowledged=" + acknowledged + " stored=" + stored + " lost=" + lost
                + " duplicated=" + duplicated + " reordered=" + reordered;
    }
}
