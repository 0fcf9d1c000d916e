package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;

/** A field of the record that the transcoder cannot take from the document it reads: filled for each record. */
public sealed interface Slot {

    /** Whether CEL must be asked. */
    default boolean computes() {
        return this instanceof Computed
                || this instanceof Text text && text.template().computes();
    }

    /** Text, which fills strings and what can be read from text. */
    record Text(TextTemplate template) implements Slot {}

    /** Whatever the expression makes, by the rules for JSON. */
    record Computed(CelExpression expression) implements Slot {}

    /**
     * A value of any kind from the payload as a whole, for a record that is made of one element.
     *
     * @param index among what the rule extracts from the payload
     */
    record Outer(int index) implements Slot {}
}
