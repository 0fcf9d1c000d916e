package dev.sluice.broker.store;

import java.util.Locale;

/** The maps of a store. A name is part of the file's format. */
public enum Shelf {
    SESSIONS,
    SUBSCRIPTIONS,
    MESSAGES,
    RETAINED;

    String mapName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
