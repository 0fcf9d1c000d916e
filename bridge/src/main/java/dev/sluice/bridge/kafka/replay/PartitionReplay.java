package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.deadletter.LetterFilter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the letters of one partition in their order and stores what maps now.
 *
 * <p>Every letter is looked at while it waits in a small batch, which becomes one transaction. The group's offset moves past letters that
 * need no further look: up to the first that stays.
 *
 * <pre>
 *   replayed | replayed | stays | replayed | in the batch | not seen yet
 *                       ^ the offset of this transaction: here the next run begins, and skips by event id
 * </pre>
 */
final class PartitionReplay {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionReplay.class);
    private static final int BATCH_LETTERS = 500;
    private static final long BATCH_BYTES = 4 << 20;
    private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int partition;
    private final LetterFilter filter;
    private final Remapping remapping;
    private final ReplayProducer producer;
    private final Pace pace;
    private final ReplayReport report;
    private final ReplayedLetters replayed;

    // offsets: all before "seen" is decided; the group begins at "committed"; the first letter that stays
    private long seen;
    private long committed;
    private long firstLeft = Long.MAX_VALUE;

    // the transaction to be
    private final List<Ready> batch = new ArrayList<>();
    private final Set<String> batchIds = new HashSet<>();
    private long batchBytes;
    private long batchSinceNanos;

    /**
     * @param committed where the group begins; before {@code begin} if letters between the two are not looked at
     * @param producer null for a dry run
     */
    PartitionReplay(
            PartitionRange range,
            long committed,
            LetterFilter filter,
            Remapping remapping,
            ReplayProducer producer,
            Pace pace,
            ReplayReport report,
            ReplayedLetters replayed) {
        this.partition = range.partition();
        this.seen = range.begin();
        this.committed = committed;
        if (committed < range.begin()) {
            firstLeft = committed;
        }
        this.filter = filter;
        this.remapping = remapping;
        this.producer = producer;
        this.pace = pace;
        this.report = report;
        this.replayed = replayed;
    }

    void letter(StoredLetter stored) throws InterruptedException {
        seen = stored.offset();
        report.read();
        if (stored.letter().isPresent()) {
            letter(stored.letter().get(), stored.offset());
        } else {
            report.foreign();
        }
        seen = stored.offset() + 1;
    }

    private void letter(DeadLetter letter, long offset) throws InterruptedException {
        var identity = letter.identity();
        if (batchIds.contains(identity)) {
            flush(); // whether this one was replayed is known when that one is stored
        }
        long spokenFor = replayed.offsetOf(identity);
        if (!filter.matches(letter)) {
            if (spokenFor < 0) {
                firstLeft = Math.min(firstLeft, offset);
            }
            return;
        }
        report.selected();
        if (spokenFor >= 0) {
            report.already();
            if (spokenFor < offset && producer != null) {
                add(new Ready(identity.getBytes(UTF_8), offset, List.of()), identity); // outlives the first letter
            }
            return;
        }
        var remade = remapping.remade(letter);
        if (!remade.maps()) {
            stays(offset, remade.left());
        } else if (producer == null) {
            replayed.add(identity, offset);
            report.replayed(remade.records().size());
        } else {
            pace.next();
            add(new Ready(identity.getBytes(UTF_8), offset, remade.records()), identity);
        }
    }

    private void stays(long offset, String reason) {
        firstLeft = Math.min(firstLeft, offset);
        report.left(reason);
    }

    private void add(Ready letter, String identity) {
        if (batch.isEmpty()) {
            batchSinceNanos = System.nanoTime();
        }
        batch.add(letter);
        batchIds.add(identity);
        batchBytes += letter.bytes();
        if (batch.size() >= BATCH_LETTERS
                || batchBytes >= BATCH_BYTES
                || System.nanoTime() - batchSinceNanos > BATCH_NANOS) {
            flush();
        }
    }

    /** Forgets markers of letters that are gone. */
    void forget(List<byte[]> identities) {
        for (int from = 0; from < identities.size(); from += BATCH_LETTERS) {
            var some = identities.subList(from, Math.min(identities.size(), from + BATCH_LETTERS)).stream()
                    .map(identity -> new Ready(identity, -1, List.of()))
                    .toList();
            producer.store(partition, some, committed);
        }
    }

    /** The range is at its end. */
    void end(long end) {
        seen = Math.max(seen, end);
        flush();
        if (producer != null && offset() > committed) {
            stored(List.of(), offset());
        }
    }

    private long offset() {
        return Math.min(firstLeft, seen);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        if (!stored(batch, Math.max(committed, offset()))) {
            for (var letter : batch) {
                var alone = List.of(letter);
                if (!stored(alone, committed)) {
                    stays(letter.offset(), Remade.NOT_TAKEN);
                }
            }
        }
        batch.clear();
        batchIds.clear();
        batchBytes = 0;
    }

    private boolean stored(List<Ready> letters, long offset) {
        var refusal = producer.store(partition, letters, offset);
        if (refusal.isPresent()) {
            if (letters.size() == 1) {
                LOG.warn("Letter {}:{} stays: {}", partition, letters.get(0).offset(), refusal.get());
            }
            return false;
        }
        committed = offset;
        for (var letter : letters) {
            replayed.add(new String(letter.identity(), UTF_8), letter.offset());
            if (!letter.records().isEmpty()) {
                report.replayed(letter.records().size());
            }
        }
        return true;
    }
}
