package dev.sluice.mapping.rule;

/** Which document a value is taken from. */
public enum Scope {
    /** The payload as a whole: {@code payload.x}. */
    PAYLOAD,
    /** The element of its list that a record is made of, in rules with {@code each}: {@code each.x}. */
    EACH;

    String written() {
        return this == PAYLOAD ? "payload" : "each";
    }
}
