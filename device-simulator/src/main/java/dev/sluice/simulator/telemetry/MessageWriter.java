package dev.sluice.simulator.telemetry;

/**
 * Writes one device's payloads: pure functions of sequence number and time, so that a message can be repeated byte for byte
 * without having been kept. Allocates nothing. One thread at a time.
 */
public final class MessageWriter {

    /** Marks the place of the sequence number, in decimal digits. */
    static final byte[][] SEQ = {};
    /** Marks the place of the time: milliseconds since the epoch, 13 digits. */
    static final byte[][] TS = {{}};

    private static final int TS_DIGITS = 13;

    private final long key;
    private final byte[][][] parts;
    private final int[] lengths;
    private final int seqHoles;

    private long lastTs = -1;
    private final byte[] lastTsDigits = new byte[TS_DIGITS];

    MessageWriter(long seed, int index, byte[][][] parts) {
        this.key = Readings.key(seed, index);
        this.parts = parts;
        this.lengths = new int[Readings.VARIANTS];
        int holes = 0;
        for (byte[][] part : parts) {
            if (part == SEQ) {
                holes++;
            } else {
                for (int i = 0; i < lengths.length; i++) {
                    lengths[i] += part == TS ? TS_DIGITS : text(part, i).length;
                }
            }
        }
        this.seqHoles = holes;
    }

    /** Bytes that message {@code seq} has. */
    public int length(int seq) {
        return lengths[Readings.pick(key, seq)] + seqHoles * digits(seq);
    }

    /**
     * Writes message {@code seq} at {@code at}; there must be room for {@link #length} bytes.
     *
     * @return the position behind the last byte written
     */
    public int write(byte[] target, int at, int seq, long epochMillis) {
        int variant = Readings.pick(key, seq);
        int to = at;
        for (byte[][] part : parts) {
            if (part == SEQ) {
                to = writeDigits(target, to, seq);
            } else {
                byte[] text = part == TS ? timestamp(epochMillis) : text(part, variant);
                System.arraycopy(text, 0, target, to, text.length);
                to += text.length;
            }
        }
        return to;
    }

    /** Message {@code seq} as an array of its own. */
    public byte[] bytes(int seq, long epochMillis) {
        byte[] bytes = new byte[length(seq)];
        write(bytes, 0, seq, epochMillis);
        return bytes;
    }

    private static byte[] text(byte[][] part, int variant) {
        return part.length == 1 ? part[0] : part[variant];
    }

    /** A batch shares its time, so the digits are made once per batch. */
    private byte[] timestamp(long epochMillis) {
        if (epochMillis != lastTs) {
            long rest = epochMillis;
            for (int i = TS_DIGITS - 1; i >= 0; i--) {
                lastTsDigits[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            lastTs = epochMillis;
        }
        return lastTsDigits;
    }

    private static int writeDigits(byte[] target, int at, int number) {
        int end = at + digits(number);
        int rest = number;
        for (int i = end - 1; i >= at; i--) {
            int tenth = rest / 10;
            target[i] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
        return end;
    }

    private static int digits(int number) {
        int digits = 1;
        for (long limit = 10; number >= limit; limit *= 10) {
            digits++;
        }
        return digits;
    }
}
