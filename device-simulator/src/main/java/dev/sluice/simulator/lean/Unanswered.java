package dev.sluice.simulator.lean;

import java.util.Arrays;

/**
 * The messages of one device that the broker has not finished with, oldest first: a ring that outlives connections.
 *
 * <pre>
 *   head                 cursor            tail
 *   [42 out][43 done][44 out][45 waiting][46 waiting]
 *    ^ leaves the ring once done   ^ next to be sent (again) on this connection
 * </pre>
 *
 * Packet ids follow each other around the ring, so an answer's place is a subtraction. A message answered out of turn stays until
 * all before it are answered; brokers that answer in order never see that. The entries between cursor and tail exist only after a
 * reconnect.
 */
final class Unanswered {

    static final byte OUT = 0;
    /** QoS 2 only: PUBREC came, PUBREL is to follow or has followed. */
    static final byte RECEIVED = 1;

    static final byte DONE = 2;

    private static final int LARGEST_ID = 65_535;
    static final int NOT_FOUND = -1;

    private final int[] seqs;
    private final long[] firstSentNanos;
    private final byte[] states;
    private final int mask;

    private int head;
    private int cursor;
    private int tail;
    private int headId = 1;

    /** @param window most messages it must hold, 1 to 65,535 */
    Unanswered(int window) {
        int capacity = window == 1 ? 1 : Integer.highestOneBit(window - 1) << 1;
        seqs = new int[capacity];
        firstSentNanos = new long[capacity];
        states = new byte[capacity];
        mask = capacity - 1;
    }

    /** Messages between the oldest unanswered one and the newest sent on this connection, both included. */
    int onTheWire() {
        return cursor - head;
    }

    boolean hasWaiting() {
        return cursor != tail;
    }

    /** Puts a message behind the last, as sent; gives its slot. */
    int add(int seq, long nowNanos) {
        assert cursor == tail && tail - head < seqs.length : "no room, or older messages wait";
        int slot = tail & mask;
        seqs[slot] = seq;
        firstSentNanos[slot] = nowNanos;
        states[slot] = OUT;
        tail++;
        cursor++;
        return slot;
    }

    /** Takes the next message that waits to be sent again; gives its slot. */
    int takeWaiting() {
        int slot = cursor++ & mask;
        trim();
        return slot;
    }

    /** The slot of the unfinished message with this packet id; {@link #NOT_FOUND} if none with it is on the wire. */
    int find(int packetId) {
        int offset = packetId - headId;
        if (offset < 0) {
            offset += LARGEST_ID;
        }
        if (packetId == 0 || offset >= cursor - head) {
            return NOT_FOUND;
        }
        int slot = (head + offset) & mask;
        return states[slot] == DONE ? NOT_FOUND : slot;
    }

    int packetId(int slot) {
        int id = headId + ((slot - head) & mask);
        return id > LARGEST_ID ? id - LARGEST_ID : id;
    }

    int seq(int slot) {
        return seqs[slot];
    }

    long firstSentNanos(int slot) {
        return firstSentNanos[slot];
    }

    byte state(int slot) {
        return states[slot];
    }

    void received(int slot) {
        states[slot] = RECEIVED;
    }

    /** The broker is finished with this one. */
    void done(int slot) {
        states[slot] = DONE;
        trim();
    }

    private void trim() {
        while (head != cursor && states[head & mask] == DONE) {
            head++;
            headId = headId == LARGEST_ID ? 1 : headId + 1;
        }
    }

    /** A new connection that continues the session: everything unfinished is sent again under its old packet id. */
    void resume() {
        cursor = head;
    }

    /**
     * A new connection without the session: what the broker took over is its own business now, the rest is sent again as new
     * messages.
     */
    void restart() {
        int[] keptSeqs = new int[tail - head];
        long[] keptNanos = new long[tail - head];
        int kept = 0;
        for (int position = head; position != tail; position++) {
            if (states[position & mask] == OUT) {
                keptSeqs[kept] = seqs[position & mask];
                keptNanos[kept++] = firstSentNanos[position & mask];
            }
        }
        head = 0;
        cursor = 0;
        tail = kept;
        headId = 1;
        System.arraycopy(keptSeqs, 0, seqs, 0, kept);
        System.arraycopy(keptNanos, 0, firstSentNanos, 0, kept);
        Arrays.fill(states, OUT);
    }
}
