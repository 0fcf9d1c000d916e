package dev.sluice.mapping.payload;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes deflate in its three wrappings. {@code GZIPInputStream} would make new native memory for every payload, and says nothing of bytes that
 * follow the last member.
 *
 * <p>The answer is false when the output passed its limit.
 */
final class Inflating {

    private static final int MAGIC = 0x1F8B;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final Inflater bare = new Inflater(true);
    private final Inflater zlib = new Inflater();
    private final CRC32 checksum = new CRC32();

    boolean gzip(PayloadBytes in, BoundedBytes out) throws Undecodable {
        do {
            header(in);
            int start = out.size;
            if (!inflate(bare, in, out)) {
                return false;
            }
            checksum.reset();
            checksum.update(out.bytes, start, out.size - start);
            if (in.littleEndian(4) != checksum.getValue() || in.littleEndian(4) != out.size - start) {
                throw new Undecodable("the gzip checksum does not agree with the payload");
            }
        } while (in.remaining() > 0);
        return true;
    }

    boolean deflate(PayloadBytes in, BoundedBytes out) throws Undecodable {
        if (!inflate(beginsAsZlib(in) ? zlib : bare, in, out)) {
            return false;
        }
        WholePayload.end(in);
        return true;
    }

    /** RFC 1950 §2.2. A bare deflate stream would begin so only with a stored block whose padding is not zero; nobody writes that. */
    private static boolean beginsAsZlib(PayloadBytes in) {
        if (in.remaining() < 2) {
            return false;
        }
        int first = in.bytes[in.pos] & 0xFF;
        int second = in.bytes[in.pos + 1] & 0xFF;
        return (first & 15) == 8 && (first << 8 | second) % 31 == 0;
    }

    /** RFC 1952 §2.3. */
    private static void header(PayloadBytes in) throws Undecodable {
        if (in.remaining() < 2 || in.bigEndian(2) != MAGIC || in.next() != 8) {
            throw new Undecodable("not gzip, or something that is not gzip follows it");
        }
        int flags = in.next();
        if ((flags & RESERVED) != 0) {
            throw new Undecodable("a gzip header of an unknown kind");
        }
        in.take(6); // time, flags for the compressor, operating system
        if ((flags & EXTRA) != 0) {
            in.take(in.littleEndian(2));
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (in.next() != 0) {}
        }
        if ((flags & HEADER_CRC) != 0) {
            in.take(2);
        }
    }

    private static boolean inflate(Inflater inflater, PayloadBytes in, BoundedBytes out) throws Undecodable {
        inflater.reset();
        inflater.setInput(in.bytes, in.pos, in.remaining());
        try {
            while (!inflater.finished()) {
                if (out.room() == 0) {
                    out.grow(Math.max(4L * in.remaining() + 64, 2L * out.size));
                }
                int inflated = inflater.inflate(out.bytes, out.size, out.room());
                out.size += inflated;
                if (out.isPastLimit()) {
                    return false;
                }
                if (inflated == 0 && !inflater.finished()) {
                    throw new Undecodable("the compressed payload is cut off, or wants a dictionary");
                }
            }
        } catch (DataFormatException e) {
            throw new Undecodable("the compressed payload is damaged");
        }
        in.take(inflater.getBytesRead());
        return true;
    }
}
