package dev.sluice.simulator.fleet;

/** When the messages were due that are due and have not left, oldest first: eight bytes for each. One thread. */
final class Backlog {

    /** More than that are not looked for until some have left. */
    static final int MOST = 1 << 20;

    private static final int FIRST_CAPACITY = 4;

    private long[] dueNanos = new long[FIRST_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= MOST;
    }

    void add(long due) {
        if (size == dueNanos.length) {
            long[] larger = new long[2 * size];
            System.arraycopy(dueNanos, head, larger, 0, size - head);
            System.arraycopy(dueNanos, 0, larger, size - head, head);
            dueNanos = larger;
            head = 0;
        }
        dueNanos[(head + size) & (dueNanos.length - 1)] = due;
        size++;
    }

    /** Takes the oldest; there must be one. */
    long take() {
        long oldest = dueNanos[head];
        head = (head + 1) & (dueNanos.length - 1);
        size--;
        return oldest;
    }
}
