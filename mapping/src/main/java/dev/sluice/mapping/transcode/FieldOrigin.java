package dev.sluice.mapping.transcode;

/** Where the value of a top-level Avro field comes from. */
public sealed interface FieldOrigin {

    /** The payload, at this path. */
    record FromPayload(PayloadPath path) implements FieldOrigin {}

    /** The rule itself: a String, Number, Boolean, null, or a List or Map of these, as JSON would write it. */
    record Constant(Object value) implements FieldOrigin {}

    /** The caller, for each message: {@link FieldValues#text}. It fills strings, and what JSON can read from the text. */
    record FromSlot(int slot) implements FieldOrigin {}

    /** The caller, for each message: {@link FieldValues#json}. It fills every type, by the rules for values of the payload. */
    record FromJson(int slot) implements FieldOrigin {}
}
