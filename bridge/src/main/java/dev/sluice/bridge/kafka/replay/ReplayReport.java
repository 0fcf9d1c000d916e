package dev.sluice.bridge.kafka.replay;

import java.util.Map;
import java.util.TreeMap;

/** What a replay did, or would have done. Counted by its thread only. */
public final class ReplayReport {

    private long read;
    private long foreign;
    private long selected;
    private long already;
    private long replayed;
    private long records;
    private final Map<String, Long> left = new TreeMap<>();

    void read() {
        read++;
    }

    void foreign() {
        foreign++;
    }

    void selected() {
        selected++;
    }

    void already() {
        already++;
    }

    void replayed(int recordCount) {
        replayed++;
        records += recordCount;
    }

    void left(String reason) {
        left.merge(reason, 1L, Long::sum);
    }

    /** Records of the dead-letter topic that were looked at. */
    public long readLetters() {
        return read;
    }

    /** Of these, records that are no dead letters. */
    public long foreignRecords() {
        return foreign;
    }

    /** Letters that the filter asked for. */
    public long selectedLetters() {
        return selected;
    }

    /** Of the selected, letters whose event id had been replayed before. */
    public long alreadyReplayed() {
        return already;
    }

    /** Of the selected, letters that were replayed now; in a dry run, that would be. */
    public long replayedLetters() {
        return replayed;
    }

    /** Records that the replayed letters became. */
    public long writtenRecords() {
        return records;
    }

    /** Of the selected, letters that stay, by reason. */
    public Map<String, Long> left() {
        return Map.copyOf(left);
    }

    public long leftLetters() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }
}
