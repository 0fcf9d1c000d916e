package dev.sluice.simulator.lean;

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

    /** Also the most messages that it can hold; higher ids are for greetings. */
    static final int LARGEST_ID = Greetings.FIRST_ID - 1;

    private static final int FIRST_CAPACITY = 16;
    static final int NOT_FOUND = -1;

    private int[] seqs;
    private long[] dueNanos;
    private long[] firstSentNanos;
    private byte[] states;
    private int mask;

    private int head;
    private int cursor;
    private int tail;
    private int headId = 1;

    Unanswered() {
        allocate(FIRST_CAPACITY);
    }

    private void allocate(int capacity) {
        seqs = new int[capacity];
        dueNanos = new long[capacity];
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
    int add(int seq, long due, long nowNanos) {
        assert cursor == tail && tail - head < LARGEST_ID : "no packet id, or older messages wait";
        if (tail - head == seqs.length) {
            grow();
        }
        int slot = tail & mask;
        seqs[slot] = seq;
        dueNanos[slot] = due;
        firstSentNanos[slot] = nowNanos;
        states[slot] = OUT;
        tail++;
        cursor++;
        return slot;
    }

    private void grow() {
        int[] oldSeqs = seqs;
        long[] oldDue = dueNanos;
        long[] oldFirst = firstSentNanos;
        byte[] oldStates = states;
        int oldMask = mask;
        allocate(2 * oldSeqs.length);
        for (int position = head; position != tail; position++) {
            int from = position & oldMask;
            int to = position & mask;
            seqs[to] = oldSeqs[from];
            dueNanos[to] = oldDue[from];
            firstSentNanos[to] = oldFirst[from];
            states[to] = oldStates[from];
        }
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
        if (packetId == 0 || packetId > LARGEST_ID || offset >= cursor - head) {
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

    long dueNanos(int slot) {
        return dueNanos[slot];
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
        int from = head;
        int end = tail;
        cursor = head;
        tail = head;
        headId = 1;
        for (int position = from; position != end; position++) {
            int slot = position & mask;
            if (states[slot] == OUT) {
                int to = tail++ & mask;
                seqs[to] = seqs[slot];
                dueNanos[to] = dueNanos[slot];
                firstSentNanos[to] = firstSentNanos[slot];
                states[to] = OUT;
            }
        }
    }
}
