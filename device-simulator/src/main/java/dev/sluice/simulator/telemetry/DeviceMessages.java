package dev.sluice.simulator.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * All that one device says. Message {@code seq} (0, 1, 2, …) is a pure function of its number and of the time it was first sent, so that it
 * can be repeated byte for byte without having been kept. One thread at a time.
 */
public interface DeviceMessages {

    /** Topic name of message {@code seq}: the same object for the same text. */
    String topic(int seq);

    /** 0, 1 or 2. */
    int qos(int seq);

    boolean retain(int seq);

    /** Bytes of message {@code seq}'s payload. */
    int length(int seq, long epochMillis);

    /**
     * Writes the payload of message {@code seq}; there must be room for {@link #length} bytes.
     *
     * @return the position behind the last byte written
     */
    int write(byte[] target, int at, int seq, long epochMillis);

    /** The payload of message {@code seq} as an array of its own. */
    default byte[] bytes(int seq, long epochMillis) {
        byte[] bytes = new byte[length(seq, epochMillis)];
        write(bytes, 0, seq, epochMillis);
        return bytes;
    }

    /** The will of the device's connection {@code connection} (0, 1, 2, …). */
    default Optional<Notice> will(int connection) {
        return Optional.empty();
    }

    /** What the device says at the beginning of its connection {@code connection}, before any message: Sparkplug's births. */
    default List<Notice> greetings(int connection, long epochMillis) {
        return List.of();
    }
}
