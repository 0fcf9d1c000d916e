package dev.sluice.bridge.spool;

/**
 * How the journal is cut.
 *
 * @param fileBytes of one of a segment's two files, allocated before anything is written to it; holds any record
 * @param bufferBytes what is written at once; holds any record, too
 * @param lookAheadBytes of records that are in memory because Kafka gets them next
 * @param inFlightBytes that Kafka has not answered for
 */
record JournalShape(int fileBytes, int bufferBytes, long lookAheadBytes, long inFlightBytes) {

    private static final int USUAL_FILE = 4 << 20;
    private static final int USUAL_BUFFER = 512 << 10;
    private static final long LOOK_AHEAD = 24 << 20;
    private static final long MOST_IN_FLIGHT = 8 << 20;
    /** Of a record beside what Kafka counts: rule, client id, framing. */
    private static final int ROOM = 256 << 10;

    static final int FILES = 2;

    static JournalShape of(int largestRecord, long budgetBytes) {
        int least = Math.addExact(Math.min(largestRecord, 1 << 30), ROOM);
        return new JournalShape(
                Math.max(USUAL_FILE, least),
                Math.max(USUAL_BUFFER, least),
                LOOK_AHEAD,
                Math.min(MOST_IN_FLIGHT, budgetBytes / 4));
    }

    long segmentBytes() {
        return (long) FILES * fileBytes;
    }

    /** On disk while it is written: the library keeps one file ready. */
    long growingSegmentBytes() {
        return segmentBytes() + fileBytes;
    }

    /** The largest record that is surely taken. */
    int largestRecord() {
        return Math.min(fileBytes, bufferBytes) - 1024;
    }
}
