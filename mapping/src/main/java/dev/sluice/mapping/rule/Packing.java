package dev.sluice.mapping.rule;

import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.payload.Compression;

/**
 * How payloads may be compressed.
 *
 * @param always what every payload of the rule is packed with; null where there is no such word
 * @param asDeclared whether the message may say by itself that it is packed
 * @param largest bytes that a payload may have when it is unpacked
 */
public record Packing(Compression always, boolean asDeclared, int largest) {

    /** Bytes that a payload may have when it is unpacked, unless the rule says otherwise. */
    static final int USUALLY_LARGEST = 16 << 20;

    /** What the messages say. */
    static final Packing AS_DECLARED = new Packing(null, true, USUALLY_LARGEST);

    /** Not at all, whatever the messages say. */
    static final Packing NONE = new Packing(null, false, USUALLY_LARGEST);

    /** What this message's payload is packed with; null for not at all. */
    public Compression of(MessageProperties properties) {
        return asDeclared ? Compression.declaredBy(properties) : always;
    }
}
