package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import java.io.ByteArrayOutputStream;

/**
 * CBOR (RFC 8949) as JSON, straight from bytes to bytes.
 *
 * <p>Jackson's streaming parser is the library for it, and takes twice the time and six times the garbage ({@code CborBenchmark}), since here
 * texts stay the UTF-8 that they are.
 */
final class CborFormat {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;
    private static final long NO_TAG = -1;

    private final PayloadBytes in;
    private final JsonBuffer out;

    private CborFormat(PayloadBytes in, JsonBuffer out) {
        this.in = in;
        this.out = out;
    }

    static void write(PayloadBytes in, JsonBuffer out) throws Undecodable {
        new CborFormat(in, out).item(in.next());
    }

    private void item(int first) throws Undecodable {
        long tag = NO_TAG;
        int head = first;
        while (head >> 5 == TAG) {
            tag = argument(head);
            head = in.next();
        }
        if (tag >= 1 && tag <= 5) {
            tagged((int) tag, head);
            return;
        }
        switch (head >> 5) {
            case UNSIGNED, NEGATIVE -> integer(head);
            case BYTES -> bytes(head);
            case TEXT -> text(head);
            case ARRAY -> array(head);
            case MAP -> map(head);
            default -> simple(head);
        }
    }

    private void tagged(int tag, int head) throws Undecodable {
        switch (tag) {
            case 1 -> out.string(CborNumbers.time(in, head));
            case 2, 3 -> out.number(bignum(tag, head));
            case 4 -> out.number(CborNumbers.decimalFraction(in, head));
            default -> throw new Undecodable("a bigfloat (tag 5) has no place in JSON");
        }
    }

    private String bignum(int tag, int head) throws Undecodable {
        return CborNumbers.bignum(in, tag, head).toString();
    }

    private void integer(int head) throws Undecodable {
        long argument = argument(head);
        if (argument < 0) {
            out.number(CborNumbers.beyondLong(head, argument));
        } else {
            out.number(head >> 5 == UNSIGNED ? argument : -1 - argument);
        }
    }

    private void bytes(int head) throws Undecodable {
        if (isIndefinite(head)) {
            byte[] all = chunks(BYTES);
            out.base64(all, 0, all.length);
        } else {
            int start = in.take(argument(head));
            out.base64(in.bytes, start, in.pos - start);
        }
    }

    private void text(int head) throws Undecodable {
        if (isIndefinite(head)) {
            byte[] all = chunks(TEXT);
            out.string(all, 0, all.length);
        } else {
            int start = in.takeText(argument(head));
            out.string(in.bytes, start, in.pos - start);
        }
    }

    private void array(int head) throws Undecodable {
        in.open();
        out.beginArray();
        if (isIndefinite(head)) {
            for (int next = in.next(); next != BREAK; next = in.next()) {
                item(next);
                stopWhenTooLarge();
            }
        } else {
            for (long left = count(head, 1); left > 0; left--) {
                item(in.next());
                stopWhenTooLarge();
            }
        }
        out.endArray();
        in.close();
    }

    private void map(int head) throws Undecodable {
        in.open();
        out.beginObject();
        if (isIndefinite(head)) {
            for (int next = in.next(); next != BREAK; next = in.next()) {
                key(next);
                item(in.next());
                stopWhenTooLarge();
            }
        } else {
            for (long left = count(head, 2); left > 0; left--) {
                key(in.next());
                item(in.next());
                stopWhenTooLarge();
            }
        }
        out.endObject();
        in.close();
    }

    private void key(int head) throws Undecodable {
        switch (head >> 5) {
            case TEXT -> {
                if (isIndefinite(head)) {
                    byte[] all = chunks(TEXT);
                    out.name(all, 0, all.length);
                } else {
                    int start = in.takeText(argument(head));
                    out.name(in.bytes, start, in.pos - start);
                }
            }
            case UNSIGNED, NEGATIVE -> {
                long argument = argument(head);
                out.name(
                        argument < 0
                                ? CborNumbers.beyondLong(head, argument)
                                : Long.toString(head >> 5 == UNSIGNED ? argument : -1 - argument));
            }
            default -> throw new Undecodable("a map's key is neither text nor an integer");
        }
    }

    private void simple(int head) throws Undecodable {
        switch (head & 31) {
            case 20 -> out.bool(false);
            case 21 -> out.bool(true);
            case 22, 23 -> out.nullValue();
            case 25 -> out.number(CborNumbers.half((int) in.bigEndian(2)));
            case 26 -> out.number(Float.intBitsToFloat((int) in.bigEndian(4)));
            case 27 -> out.number(Double.longBitsToDouble(in.bigEndian(8)));
            case INDEFINITE -> throw new Undecodable("a break where a value was expected");
            default -> throw new Undecodable("a simple value that has no meaning in JSON");
        }
    }

    /** The pieces of a string whose length was not known when it began. */
    private byte[] chunks(int major) throws Undecodable {
        var all = new ByteArrayOutputStream();
        for (int head = in.next(); head != BREAK; head = in.next()) {
            if (head >> 5 != major || isIndefinite(head)) {
                throw new Undecodable("a string is made of pieces that are not strings");
            }
            long length = argument(head);
            int start = major == TEXT ? in.takeText(length) : in.take(length);
            all.write(in.bytes, start, in.pos - start);
        }
        return all.toByteArray();
    }

    /** How many items or entries follow: not more than there can be. */
    private long count(int head, int bytesEach) throws Undecodable {
        long count = argument(head);
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new Undecodable("an array or a map claims more items than the payload has bytes");
        }
        return count;
    }

    private long argument(int head) throws Undecodable {
        return CborNumbers.argument(in, head);
    }

    private static boolean isIndefinite(int head) {
        return (head & 31) == INDEFINITE;
    }

    private void stopWhenTooLarge() throws Undecodable {
        if (out.overflowed()) {
            throw Undecodable.tooLarge();
        }
    }
}
