package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRule;
import java.util.Objects;
import java.util.function.Function;

/**
 * A rule took the message but cannot make a record of it; {@link MappingRule#onInvalid()} says what happens now.
 *
 * @param detail one sentence for people: which field, what was found, what is needed
 */
public record Rejected(MappingRule rule, RejectReason reason, String detail) implements MappingOutcome {

    public Rejected {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    @Override
    public <T> T fold(
            Function<Mapped, T> mapped,
            Function<Rejected, T> rejected,
            Function<Ignored, T> ignored,
            Function<Several, T> several) {
        return rejected.apply(this);
    }
}
