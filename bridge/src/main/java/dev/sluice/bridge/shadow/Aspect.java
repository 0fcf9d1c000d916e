package dev.sluice.bridge.shadow;

import java.util.Locale;

/** In what two rule sets can differ about one message. */
public enum Aspect {
    /** Mapped, rejected or ignored; or rejected for another reason. */
    OUTCOME,
    RULE,
    /** How many there are. */
    RECORDS,
    TOPIC,
    KEY,
    VALUE,
    TIMESTAMP,
    HEADERS;

    /** As reports show it: {@code topic}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
