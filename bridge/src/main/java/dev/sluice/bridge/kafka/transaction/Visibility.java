package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.transaction.Footprint.Extent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether readers see what was committed. Blocks; one thread.
 *
 * <p>Kafka answers a commit when it has decided on it. That the transaction has ended is written into its partitions afterwards, one by one; a Kafka that
 * is killed in between does so when it is back, unless it forgets (docs/delivery.md, "When Kafka forgets a transaction"). So the answer alone is no reason to
 * acknowledge a message.
 */
final class Visibility implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 64;
    private static final long LATE_PAUSE_MILLIS = 1_000;

    /** Readers see most transactions after some milliseconds. */
    private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A coordinator that calls open transactions complete for so long does not change its mind. */
    private static final long SURE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final CommittedView view;
    private final long patienceNanos;
    private final TransactionNews news;
    private final IntSupplier waiting;
    private boolean mayEnd = true;

    /**
     * @param id of the transactions
     * @param patience how long a Kafka that answers may show nothing before that is complained of
     * @param waiting how many messages wait for the next transaction
     */
    Visibility(KafkaClients clients, String id, Duration patience, TransactionNews news, IntSupplier waiting) {
        this.view = new CommittedView(clients, id);
        this.patienceNanos = patience.toNanos();
        this.news = news;
        this.waiting = waiting;
    }

    /**
     * Returns when a committed transaction has ended everywhere, however long that takes.
     *
     * @param extents where it lies
     * @return where it can be read; elsewhere somebody ended it in Kafka's place, or its records are gone
     */
    Set<TopicPartition> await(Map<TopicPartition, Extent> extents, int messages) throws InterruptedException {
        var open = extents;
        Set<TopicPartition> lost = new HashSet<>();
        long pause = FIRST_PAUSE_MILLIS;
        long looked = System.nanoTime();
        long hidden = 0; // nanoseconds, while Kafka answered: one that is away forgets nothing by that
        boolean doubtful = false;
        while (true) {
            boolean late = hidden > patienceNanos;
            doubtful |= late || hidden > USUAL_NANOS;
            try {
                open = view.stillOpen(open, pause >= LONGEST_PAUSE_MILLIS);
                if (late) {
                    lost.addAll(view.cutShort(open));
                    open.keySet().removeAll(lost);
                }
                if (open.isEmpty()) {
                    return readable(extents, lost, doubtful, late, messages);
                }
                if (hidden > Math.min(SURE_NANOS, patienceNanos)) {
                    endForgotten(open.keySet(), open);
                }
                if (late) {
                    news.notShown(names(open.keySet()), messages + waiting.getAsInt());
                }
                hidden += System.nanoTime() - looked;
            } catch (UnknownTopicOrPartitionException missing) {
                if (late) {
                    lost.addAll(open.keySet());
                    open = Map.of();
                }
                hidden += System.nanoTime() - looked;
            } catch (KafkaException notYet) {
                doubtful = true;
                news.cannotGoOn(notYet, messages + waiting.getAsInt());
            }
            looked = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = late ? LATE_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private Set<TopicPartition> readable(
            Map<TopicPartition, Extent> extents,
            Set<TopicPartition> lost,
            boolean doubtful,
            boolean late,
            int messages) {
        if (doubtful) {
            lost.addAll(view.unreadable(without(lost, extents), late));
        }
        if (!lost.isEmpty()) {
            news.notKept(names(lost), messages);
        }
        return without(lost, extents).keySet();
    }

    /**
     * Where the newest transaction can be read, of which nobody heard how it ended. It has ended everywhere; in the same way, unless Kafka has forgotten
     * it somewhere and it was ended there in Kafka's place.
     *
     * @param committed what the marks say, which is believed of topics that we may not READ
     */
    Set<TopicPartition> readable(Map<TopicPartition, Extent> extents, boolean committed, int messages) {
        var lost = view.unreadable(extents, !committed);
        boolean aborted = !committed && lost.size() == extents.size();
        if (!lost.isEmpty() && !aborted) {
            news.notKept(names(lost), messages);
        }
        return without(lost, extents).keySet();
    }

    /**
     * Ends what Kafka has forgotten there of ours, as far as we may.
     *
     * @param extents where the newest transaction lies, as far as that is known
     */
    void endForgotten(Set<TopicPartition> partitions, Map<TopicPartition, Extent> extents) throws InterruptedException {
        if (!mayEnd) {
            return;
        }
        try {
            var ended = view.endForgotten(partitions, extents);
            if (!ended.isEmpty()) {
                news.forgotten(names(ended));
            }
        } catch (AuthorizationException denied) {
            mayEnd = false;
            LOG.debug("A transaction that Kafka has forgotten may not be ended", denied);
        }
    }

    private static Map<TopicPartition, Extent> without(Set<TopicPartition> lost, Map<TopicPartition, Extent> extents) {
        Map<TopicPartition, Extent> rest = new HashMap<>(extents);
        rest.keySet().removeAll(lost);
        return rest;
    }

    private static Set<String> names(Set<TopicPartition> partitions) {
        Set<String> names = new TreeSet<>();
        partitions.forEach(partition -> names.add(partition.toString()));
        return names;
    }

    @Override
    public void close() {
        view.close();
    }
}
