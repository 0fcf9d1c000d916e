package dev.sluice.mapping.rule;

/** Which of the rules that match a topic take a message. */
public enum Match {
    /** The first whose {@code when} holds. */
    FIRST,
    /** Every one whose {@code when} holds. */
    ALL
}
