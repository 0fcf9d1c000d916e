package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.pipeline.Transactions.Receipt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which packet ids are marked in Kafka or are about to be, by client. Any thread. May know more marks than Kafka has, never fewer.
 *
 * <p>A mark has a number, so that the removal of one does not forget a later one of the same packet id.
 */
final class MarkTable {

    private static final long FROM_BEFORE = 0;

    private final ConcurrentHashMap<String, Map<Receipt, Long>> clients = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong(FROM_BEFORE);
    private final AtomicLong size = new AtomicLong();

    /** The mark was there when the process began. */
    void found(Receipt receipt) {
        put(receipt, FROM_BEFORE);
    }

    /** The mark will be there soon. */
    void marked(Receipt receipt) {
        put(receipt, numbers.incrementAndGet());
    }

    private void put(Receipt receipt, long number) {
        clients.compute(receipt.clientId(), (id, known) -> {
            var marks = known != null ? known : new HashMap<Receipt, Long>();
            if (marks.put(receipt, number) == null) {
                size.incrementAndGet();
            }
            return marks;
        });
    }

    /** The number of this mark; null if there is none. */
    Long number(Receipt receipt) {
        var number = new Long[1];
        clients.computeIfPresent(receipt.clientId(), (id, marks) -> {
            number[0] = marks.get(receipt);
            return marks;
        });
        return number[0];
    }

    /** The mark of this number is gone from Kafka; a later one of the same packet id is not. */
    void removed(Receipt receipt, long number) {
        clients.computeIfPresent(receipt.clientId(), (id, marks) -> {
            if (marks.remove(receipt, number)) {
                size.decrementAndGet();
            }
            return marks.isEmpty() ? null : marks;
        });
    }

    /** Forgets all marks of the client, whatever their session; returns them. */
    Set<Receipt> forget(String clientId) {
        var marks = clients.remove(clientId);
        if (marks == null) {
            return Set.of();
        }
        size.addAndGet(-marks.size());
        return Set.copyOf(marks.keySet());
    }

    /** Packet ids of this session whose marks are older than the process. */
    Set<Integer> fromBefore(String clientId, long session) {
        Set<Integer> found = new HashSet<>();
        clients.computeIfPresent(clientId, (id, marks) -> {
            marks.forEach((receipt, number) -> {
                if (number == FROM_BEFORE && receipt.session() == session) {
                    found.add(receipt.packetId());
                }
            });
            return marks;
        });
        return found;
    }

    long size() {
        return size.get();
    }
}
