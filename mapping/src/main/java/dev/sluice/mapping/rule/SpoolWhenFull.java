package dev.sluice.mapping.rule;

/** What becomes of a message of an {@code ack: spool} rule when the journal has no room. */
public enum SpoolWhenFull {
    /** Its acknowledgement waits until there is room. */
    WITHHOLD,
    /** The oldest messages of the rule give way, although they were acknowledged. */
    DROP_OLDEST,
    /** The message is acknowledged and dropped. */
    DROP_NEWEST,
    /** Of each key only the latest message is kept, although the others were acknowledged. */
    KEEP_LATEST_PER_KEY
}
