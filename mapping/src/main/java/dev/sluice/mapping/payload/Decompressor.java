package dev.sluice.mapping.payload;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;

/**
 * Decompresses payloads into a buffer of its own, which is used again and again and never holds more than its limit, whatever a payload claims.
 *
 * <p>One thread at a time. Throws for nothing that a device can send.
 */
public final class Decompressor {

    private final int limit;
    private final BoundedBytes out;
    private final Inflating inflating = new Inflating();

    /** @param limit bytes of the largest payload, decompressed */
    public Decompressor(int limit) {
        this.limit = limit;
        out = new BoundedBytes(limit);
    }

    /**
     * Forgets the payload before and decompresses this one.
     *
     * @return null when it is in {@link #array}, else what is wrong with it
     */
    public Fault decompress(Compression compression, byte[] payload, int offset, int length) {
        out.clear();
        var in = new PayloadBytes(payload, offset, length);
        try {
            boolean complete = switch (compression) {
                case GZIP -> inflating.gzip(in, out);
                case DEFLATE -> inflating.deflate(in, out);
                case ZSTD -> ZstdFrames.decompress(in, out);
            };
            return complete
                    ? null
                    : new Fault(
                            RejectReason.PAYLOAD_TOO_LARGE,
                            "the payload is more than " + limit + " bytes when decompressed");
        } catch (Undecodable e) {
            return e.fault();
        }
    }

    /** The decompressed payload is its first {@link #size} bytes, until the next call. */
    public byte[] array() {
        return out.bytes;
    }

    public int size() {
        return out.size;
    }

    /** Forgets the payload, and gives back what a large one made the buffer grow. */
    public void clear() {
        out.clear();
    }
}
