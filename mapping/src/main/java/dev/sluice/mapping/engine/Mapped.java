package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.MappingRule;
import java.util.List;
import java.util.function.Function;

/** The message became records; its device may hear back when all of them are stored as {@link MappingRule#ack()} says. */
public record Mapped(MappingRule rule, List<OutgoingRecord> records) implements MappingOutcome {

    public Mapped {
        records = List.copyOf(records);
    }

    @Override
    public <T> T fold(
            Function<Mapped, T> mapped,
            Function<Rejected, T> rejected,
            Function<Ignored, T> ignored,
            Function<Several, T> several) {
        return mapped.apply(this);
    }
}
