package dev.sluice.simulator.lean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Arrays;

/**
 * The bytes of one batch, before they become one write: an array that all connections of an event loop use in turn. Whoever
 * fills it empties it before the loop goes on to another connection.
 */
final class Outbox {

    private static final int USUAL_SIZE = 64 * 1024;

    private byte[] bytes = new byte[USUAL_SIZE];
    private int length;

    /** The array to write into at {@link #position}, with room for {@code size} bytes more. */
    byte[] reserve(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        return bytes;
    }

    int position() {
        return length;
    }

    void writtenUpTo(int position) {
        length = position;
    }

    void add(byte[] frame) {
        System.arraycopy(frame, 0, reserve(frame.length), length, frame.length);
        length += frame.length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isLarge() {
        return length >= USUAL_SIZE / 2;
    }

    /** Hands the batch to the channel, without flushing. */
    void writeTo(Channel channel) {
        if (length > 0) {
            ByteBuf batch = channel.alloc().directBuffer(length).writeBytes(bytes, 0, length);
            length = 0;
            channel.write(batch, channel.voidPromise());
        }
    }
}
