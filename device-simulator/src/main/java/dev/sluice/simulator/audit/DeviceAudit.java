package dev.sluice.simulator.audit;

import dev.sluice.simulator.ledger.LedgerEntry;
import dev.sluice.simulator.ledger.SeqRanges;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * One device's messages as they are found.
 *
 * <p>Kafka keeps order within a partition only, so order is judged there: a first occurrence that stands behind a later message is
 * out of order. A second occurrence is a duplicate, wherever it stands.
 */
final class DeviceAudit {

    /** Numbers kept for the report; the counts count on. */
    private static final int KEPT = 1_000;

    private final LedgerEntry entry;
    private final BitSet found = new BitSet();
    private final Map<String, Integer> latestByPartition = new HashMap<>(2);
    /** A hash of each message's first event id; 0 = it had none. */
    private long[] eventIds = {};

    private long duplicated;
    private long sameEventId;
    private long marked;
    private long reordered;
    private final TreeSet<Integer> duplicates = new TreeSet<>();
    private final TreeSet<Integer> latecomers = new TreeSet<>();

    DeviceAudit(LedgerEntry entry) {
        this.entry = entry;
    }

    boolean wasSent(int seq) {
        return entry.sent().contains(seq);
    }

    void stored(int seq, String partition, byte[] eventId, boolean isMarked) {
        if (found.get(seq)) {
            duplicated++;
            marked += isMarked ? 1 : 0;
            sameEventId += eventId != null && eventIdOf(seq) == hash(eventId) ? 1 : 0;
            keep(duplicates, seq);
            return;
        }
        found.set(seq);
        rememberEventId(seq, eventId);
        int latest = latestByPartition.getOrDefault(partition, -1);
        if (seq < latest) {
            reordered++;
            keep(latecomers, seq);
        } else {
            latestByPartition.put(partition, seq);
        }
    }

    DeviceFindings findings() {
        SeqRanges lost = SeqRanges.of(entry.acknowledged().stream().filter(seq -> !found.get(seq)));
        return new DeviceFindings(
                entry.device(),
                found.cardinality(),
                lost,
                duplicated,
                SeqRanges.of(duplicates.stream().mapToInt(Integer::intValue)),
                sameEventId,
                marked,
                reordered,
                SeqRanges.of(latecomers.stream().mapToInt(Integer::intValue)),
                latestByPartition.size());
    }

    private static void keep(TreeSet<Integer> seqs, int seq) {
        if (seqs.size() < KEPT) {
            seqs.add(seq);
        }
    }

    private long eventIdOf(int seq) {
        return seq < eventIds.length ? eventIds[seq] : 0;
    }

    private void rememberEventId(int seq, byte[] eventId) {
        if (eventId != null) {
            if (seq >= eventIds.length) {
                eventIds = Arrays.copyOf(
                        eventIds,
                        Math.max(
                                seq + 1,
                                Math.min(2 * eventIds.length, entry.sent().last() + 1)));
            }
            eventIds[seq] = hash(eventId);
        }
    }

    /** FNV-1a, 64 bits, never 0. */
    private static long hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
