package dev.sluice.broker.store;

import java.util.Locale;

/** The maps of a store. A name is part of the file's format. */
public enum Shelf {
    SESSIONS,
    SUBSCRIPTIONS,
    MESSAGES,
    RETAINED,
    /** Who published them. */
    RETAINED_BY;

    String mapName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
