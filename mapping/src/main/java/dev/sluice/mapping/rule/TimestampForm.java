package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;

/** Where a record's timestamp comes from. */
public sealed interface TimestampForm {

    /**
     * A value of the payload, or of the element at hand: milliseconds since the epoch, or RFC 3339 text.
     *
     * @param index among what the rule extracts from that document
     */
    record Extracted(Scope scope, int index) implements TimestampForm {}

    /** What the expression makes, likewise. */
    record Computed(CelExpression expression) implements TimestampForm {}
}
