package dev.sluice.broker.limit;

import java.util.Locale;

/** What was reached: the tag of the metric. */
public enum Limit {
    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    CONNECTIONS_PER_USER,
    CONNECT_RATE,
    MESSAGE_RATE,
    TOPIC_LEVELS,
    SUBSCRIPTIONS,
    PROPERTIES,
    KEEP_ALIVE,
    CLIENT_ID,
    RETAINED_MESSAGES,
    RETAINED_BYTES;

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
