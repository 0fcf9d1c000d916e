package dev.sluice.mapping.transcode;

import dev.sluice.mapping.json.JsonBuffer;

/** What the caller knows about one message beside its payload: captures, client id, topic, and what it has worked out by itself. */
public interface FieldValues {

    /** For plans without slots. */
    FieldValues NONE = (slot, extracted) -> null;

    /**
     * The text for a slot of {@link FieldOrigin.FromSlot}; null where there is none: then the default counts.
     *
     * @param extracted what the plan wanted from this payload, found by now
     */
    String text(int slot, Extracted extracted);

    /**
     * Writes the value for a slot of {@link FieldOrigin.FromJson} to {@code out} as one JSON value.
     *
     * @return false where there is none: then the default counts
     */
    default boolean json(int slot, Extracted extracted, JsonBuffer out) {
        return false;
    }
}
