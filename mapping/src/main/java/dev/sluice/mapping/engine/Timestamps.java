package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.TimestampForm;
import java.util.OptionalLong;

/** The time that a record gets from what its message says, if that can be believed. */
final class Timestamps {

    /** What is there is no time. */
    static final long NONE = Long.MIN_VALUE;

    static final String COMPLAINT =
            "to.timestamp is neither milliseconds since the epoch nor RFC 3339 text with an offset";

    private final EngineEvents events;

    Timestamps(EngineEvents events) {
        this.events = events;
    }

    /** Milliseconds since the epoch, the time of arrival where the message says nothing or nothing that can be; {@link #NONE}. */
    long of(TimestampForm form, MessageValues values, MappingRule rule) {
        long arrived = values.message().receivedAtMillis();
        OptionalLong claimed;
        if (form instanceof TimestampForm.Extracted where) {
            var document = values.extracted(where.scope());
            if (!document.isPresent(where.index())) {
                return arrived;
            }
            claimed = document.epochMillis(where.index());
        } else {
            claimed = values.computing().millis(((TimestampForm.Computed) form).expression());
            if (values.computing().failure() != null) {
                return arrived;
            }
        }
        if (claimed.isEmpty()) {
            return NONE;
        }
        long believed = ClockGuard.believable(claimed.getAsLong(), arrived);
        if (believed != claimed.getAsLong()) {
            events.clockDisbelieved(rule);
        }
        return believed;
    }
}
