package dev.sluice.mapping.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/**
 * Undoes zstd, whole payloads at a time: the output itself is the window then, so a frame that claims a window of gigabytes costs nothing.
 *
 * <p>How long the output is, frames need not say, and what they say may be a lie. So the room is guessed, and doubled while it is too small;
 * at worst the work is done twice over.
 */
final class ZstdFrames {

    /** Native memory, which is given back only by hand: one for each thread, not one for each set of rules. */
    private static final ThreadLocal<ZstdDecompressCtx> CONTEXTS = ThreadLocal.withInitial(ZstdDecompressCtx::new);

    private ZstdFrames() {}

    /** False when the output passed its limit. */
    static boolean decompress(PayloadBytes in, BoundedBytes out) throws Undecodable {
        if (in.remaining() == 0) {
            throw new Undecodable("not zstd: the payload is empty");
        }
        try {
            return decompress(CONTEXTS.get(), in, out);
        } catch (LinkageError e) {
            throw new Undecodable("zstd's native library cannot be loaded on this machine: " + e.getMessage());
        }
    }

    private static boolean decompress(ZstdDecompressCtx context, PayloadBytes in, BoundedBytes out) throws Undecodable {
        long claimed = Zstd.getFrameContentSize(in.bytes, in.pos, in.remaining());
        if (claimed > out.limit) {
            return false;
        }
        long guess = 16L * in.remaining() + 4096;
        out.grow(claimed > 0 ? Math.min(claimed, guess) : guess);
        while (true) {
            try {
                out.size =
                        context.decompressByteArray(out.bytes, 0, out.bytes.length, in.bytes, in.pos, in.remaining());
                return !out.isPastLimit();
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                    throw new Undecodable("not zstd, or damaged: " + e.getMessage());
                }
                if (out.bytes.length > out.limit) {
                    return false;
                }
                out.grow(2L * out.bytes.length);
            }
        }
    }
}
