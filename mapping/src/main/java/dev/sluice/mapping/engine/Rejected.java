package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRule;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A rule took the message but cannot make a record of it; {@link MappingRule#onInvalid()} says what happens now.
 *
 * @param detail one sentence for people: which field, what was found, what is needed
 * @param schemaId the registry's id of the schema that the rule writes; empty where none is needed, or it is not known before the record is made
 */
public record Rejected(MappingRule rule, RejectReason reason, String detail, OptionalInt schemaId)
        implements MappingOutcome {

    public Rejected {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(schemaId, "schemaId");
    }

    /** Without a schema's id. */
    public Rejected(MappingRule rule, RejectReason reason, String detail) {
        this(rule, reason, detail, OptionalInt.empty());
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
