package dev.sluice.mapping.transcode;

/** What the caller knows about one message beside its payload: captures, client id, topic. */
@FunctionalInterface
public interface FieldValues {

    /** For plans without slots. */
    FieldValues NONE = slot -> null;

    /** The text for a slot of {@link FieldOrigin.FromSlot}; null where there is none: then the default counts. */
    String text(int slot);
}
