package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.kafka.transaction.Footprint.Extent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits, stores it in one transaction, tells the fates, and again. The body of the transactions' thread.
 *
 * <pre>
 *   Backlog ─▶ a batch ─▶ store ─┬─ committed ─▶ readers see it ─▶ fates told
 *                ▲               ├─ refused ───▶ halved and halved again, until only the message that Kafka refuses is left out
 *                │               └─ unsure ────▶ a new producer under the same id, which ends the transaction one way or the other;
 *                │                               the topic of marks says which
 *                └─ not committed: the same batch again; not kept somewhere: what lay there ◀┘
 * </pre>
 *
 * Every transaction leaves its number and the name of this process beside its marks. So the question whether an interrupted one was committed has
 * an exact answer, and so has the question whether somebody else uses the id: then the name is not ours.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long BYTES_AT_ONCE = 16L << 20;
    private static final long PAUSE_MILLIS = 1_000;

    /** A batch that makes producer after producer useless holds something that must not go with the rest. */
    private static final int MOST_ATTEMPTS = 3;

    private final KafkaTransactions door;
    private final Backlog backlog;
    private final KafkaSink sink;
    private final TransactionWriter writer;
    private final Visibility visibility;
    private final TransactionFigures figures;
    private final TransactionNews news;
    private final String process;
    private final int mostAtOnce;
    private final long lingerNanos;
    private long transactions;

    /** Somebody else has taken over the transactional id: the end. */
    static final class Superseded extends Exception {

        private static final long serialVersionUID = 1;

        Superseded(String by) {
            super(by);
        }
    }

    Committer(
            KafkaTransactions door,
            Backlog backlog,
            KafkaSink sink,
            TransactionWriter writer,
            Visibility visibility,
            TransactionFigures figures,
            TransactionNews news,
            String process,
            int mostAtOnce,
            long lingerNanos) {
        this.door = door;
        this.backlog = backlog;
        this.sink = sink;
        this.writer = writer;
        this.visibility = visibility;
        this.figures = figures;
        this.news = news;
        this.process = process;
        this.mostAtOnce = mostAtOnce;
        this.lingerNanos = lingerNanos;
    }

    /** Takes the id over from whoever had it, and leaves our name. */
    void claim() {
        writer.open();
        var outcome = writer.store(List.of(), name());
        if (outcome.end() != TransactionWriter.End.COMMITTED) {
            throw outcome.why() instanceof KafkaException known ? known : new KafkaException(outcome.why());
        }
    }

    /** Until interrupted. */
    void run() throws InterruptedException, Superseded {
        while (true) {
            var batch = backlog.take(mostAtOnce, BYTES_AT_ONCE, lingerNanos);
            if (backlog.takeRefused()) {
                door.roomAgain();
            }
            store(batch);
        }
    }

    private void store(List<Work> batch) throws InterruptedException, Superseded {
        var parts = new ArrayDeque<List<Work>>(List.of(batch));
        Set<String> leftOut = new HashSet<>(); // clients: what comes later of theirs must not overtake
        try {
            while (!parts.isEmpty()) {
                var part = parts.peek();
                var going = part.stream()
                        .filter(work -> !leftOut.contains(work.clientId()))
                        .toList();
                var why = going.isEmpty() ? null : storeOrRefuse(going);
                parts.poll();
                part.stream()
                        .filter(work -> leftOut.contains(work.clientId()))
                        .forEach(work -> tell(work, "an earlier message of its client was not stored"));
                if (why == null) {
                    going.forEach(work -> tell(work, null));
                } else {
                    divide(going, why, leftOut).forEach(parts::push);
                }
            }
        } catch (InterruptedException | Superseded | RuntimeException end) {
            // Some of it may be stored. Nothing is taken any more, so that no resend is stored again.
            parts.forEach(part -> part.forEach(work -> tell(work, "the transactions have ended")));
            throw end;
        }
    }

    /** What remains to be tried after a refusal, the last first: all but the culprits where Kafka names them, else the two halves. */
    private List<List<Work>> divide(List<Work> refused, Exception why, Set<String> leftOut) {
        Set<String> topics = why instanceof TopicAuthorizationException denied ? denied.unauthorizedTopics() : Set.of();
        var culprits = refused.size() == 1
                ? refused
                : refused.stream()
                        .filter(work -> !Collections.disjoint(topics(List.of(work)), topics))
                        .toList();
        if (culprits.isEmpty()) {
            int half = refused.size() / 2;
            return List.of(refused.subList(half, refused.size()), refused.subList(0, half));
        }
        culprits.forEach(work -> {
            leftOut.add(work.clientId());
            refused(work, why);
        });
        var rest = new ArrayList<>(refused);
        rest.removeAll(culprits);
        return rest.isEmpty() ? List.of() : List.of(rest);
    }

    /** Returns why Kafka refuses something of it; null if it is stored. */
    private Exception storeOrRefuse(List<Work> part) throws InterruptedException, Superseded {
        Exception why = null;
        var rest = part;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt += why instanceof RetriableException ? 0 : 1) {
            long begin = System.nanoTime();
            if (!writer.isOpen()) {
                reopen(why, part.size());
            }
            transactions++;
            var outcome = writer.store(rest, name());
            if (outcome.end() == TransactionWriter.End.REFUSED) {
                figures.aborted();
                return outcome.why();
            }
            var committed = writer.footprint().extents();
            if (outcome.end() == TransactionWriter.End.UNSURE) {
                why = outcome.why();
                LOG.debug("How transaction {} ended is not known yet", transactions, why);
                committed = reopen(why, part.size());
            }
            rest = writer.footprint().outside(visibility.await(committed, part.size()), rest);
            if (rest.isEmpty()) {
                figures.committed(part.stream().filter(Work::isMessage).count(), System.nanoTime() - begin);
                news.stored(topics(part));
                return null;
            }
            figures.aborted();
            why = why != null ? why : new TimeoutException("Kafka did not keep a transaction that it had committed");
        }
        return why;
    }

    /** Gets another producer, however long it takes; returns where our newest transaction was committed. */
    private Map<TopicPartition, Extent> reopen(Exception why, int waiting) throws InterruptedException, Superseded {
        var reason = why;
        var extents = writer.footprint().extents();
        while (true) {
            writer.close();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // a successor that fenced us off leaves its name meanwhile
            try {
                checkOwner(door.newest(false)); // rather than fence the successor off once more
                writer.open();
                visibility.endForgotten(door.writtenTo(extents.keySet()), extents);
                var newest = door.newest(true);
                checkOwner(newest);
                boolean committed = newest.orElseThrow(() ->
                                        new KafkaException(door.markersTopic() + " has lost what was written to it"))
                                .transaction()
                        == transactions;
                Map<TopicPartition, Extent> kept = new HashMap<>(extents);
                kept.keySet().retainAll(visibility.readable(extents, committed, waiting));
                return kept;
            } catch (KafkaException notYet) {
                reason = notYet;
                news.cannotGoOn(reason, waiting + backlog.messages());
            }
        }
    }

    private void checkOwner(Optional<MarkFormat.Newest> newest) throws Superseded {
        if (newest.isPresent() && !newest.get().process().equals(process)) {
            throw new Superseded(newest.get().process());
        }
    }

    private void refused(Work work, Exception why) {
        var topics = topics(List.of(work));
        news.refused(work.clientId(), topics, why);
        topics.remove(door.markersTopic());
        topics.forEach(sink::doubt);
        tell(work, "Kafka did not take it: " + why.getMessage());
    }

    /** @param unknown why nobody knows; null if it is stored */
    private static void tell(Work work, String unknown) {
        try {
            if (unknown == null) {
                work.fate().stored();
            } else {
                work.fate().unknown(unknown);
            }
        } catch (RuntimeException bug) {
            LOG.error("Somebody who was told of a transaction failed", bug);
        }
    }

    private static Set<String> topics(List<Work> works) {
        Set<String> topics = new HashSet<>();
        works.forEach(work -> work.records().forEach(record -> topics.add(record.topic())));
        return topics;
    }

    private MarkFormat.Newest name() {
        return new MarkFormat.Newest(process, transactions);
    }
}
