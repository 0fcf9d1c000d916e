package dev.sluice.mapping.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that is written in Avro's binary encoding (Avro 1.12 "Binary Encoding") and used again and again.
 *
 * <p>Framing goes in front by being written first. One thread at a time. {@link #clear} gives back what one huge record made it grow.
 */
public final class AvroBuffer {

    /** What a cleared buffer may keep, in bytes. */
    static final int KEPT = 64 * 1024;

    private static final int INITIAL = 512;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[INITIAL];
    private int size;

    /** Forgets the content. */
    public AvroBuffer clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
        return this;
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    /** Forgets what was written from {@code size} on. */
    public void truncate(int size) {
        if (size < 0 || size > this.size) {
            throw new IllegalArgumentException("cannot truncate " + this.size + " bytes to " + size);
        }
        this.size = size;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** One byte as it is: framing, a union index or a count below 64 already in zig-zag form. */
    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void writeInt(int value) {
        writeLong(value);
    }

    /** Zig-zag, variable length: 1 to 10 bytes. Also for int, enum symbols, union branches and lengths. */
    public void writeLong(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        byte[] target = bytes;
        int at = size;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        size = at;
    }

    public void writeFloat(float value) {
        ensure(4);
        INTS.set(bytes, size, Float.floatToRawIntBits(value));
        size += 4;
    }

    public void writeDouble(double value) {
        ensure(8);
        LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
        size += 8;
    }

    /** Length and UTF-8. A surrogate without its partner becomes a question mark. */
    public void writeString(String text) {
        int start = size;
        int length = text.length();
        writeLong(length);
        ensure(length);
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                writeBytes(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            target[at + i] = (byte) c;
        }
        size = at + length;
    }

    /** Length and bytes: Avro bytes, or a string that is UTF-8 already. */
    public void writeBytes(byte[] value) {
        writeBytes(value, 0, value.length);
    }

    /** Length and bytes: Avro bytes, or a string that is UTF-8 already. */
    public void writeBytes(byte[] source, int offset, int length) {
        writeLong(length);
        writeFixed(source, offset, length);
    }

    /** Bytes without a length: Avro fixed, framing, or something that is encoded already. */
    public void writeFixed(byte[] value) {
        writeFixed(value, 0, value.length);
    }

    /** Bytes without a length: Avro fixed, framing, or something that is encoded already. */
    public void writeFixed(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Copies what {@code source} holds between two positions; {@code source} may be this buffer. */
    void writeRange(AvroBuffer source, int from, int to) {
        int length = to - from;
        ensure(length);
        System.arraycopy(source.bytes, from, bytes, size, length);
        size += length;
    }

    /** Drops the bytes between two positions; what follows moves down. */
    void cut(int from, int to) {
        System.arraycopy(bytes, to, bytes, from, size - to);
        size -= to - from;
    }

    /** Opens an array or a map whose count is not known yet; the position is for {@link #closeBlock}. */
    int openBlock() {
        writeByte(0);
        return size - 1;
    }

    /** Puts the count in front of the items: one byte was kept for it, which is all that fewer than 64 items need. */
    void closeBlock(int opened, int count) {
        if (count == 0) {
            return; // the kept byte is the empty block that ends every array
        }
        if (count < 64) {
            bytes[opened] = (byte) (count << 1);
        } else {
            int itemsEnd = size;
            writeLong(count);
            int width = size - itemsEnd;
            ensure(width);
            byte[] target = bytes;
            System.arraycopy(target, itemsEnd, target, itemsEnd + width, width); // out of the way of the items
            System.arraycopy(target, opened + 1, target, opened + width, itemsEnd - opened - 1);
            System.arraycopy(target, itemsEnd + width, target, opened, width);
            size = itemsEnd + width - 1;
        }
        writeByte(0);
    }

    /** The array itself, for comparing what was written; valid until the next write. */
    byte[] array() {
        return bytes;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
    }
}
