package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaClients;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether readers see what was committed. Blocks; one thread.
 *
 * <p>Kafka answers a commit when it has decided on it. That the transaction has ended is written into its partitions afterwards, one by one; a Kafka that
 * is killed in between does so when it is back, unless it forgets (docs/delivery.md, "When Kafka forgets a transaction"). So the answer alone is no reason to
 * acknowledge a message.
 */
final class Visibility implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 64;
    private static final long LATE_PAUSE_MILLIS = 1_000;

    /** Readers see most transactions after some milliseconds. */
    private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CommittedView view;
    private final long patienceNanos;
    private final TransactionNews news;
    private final IntSupplier waiting;

    /**
     * @param patience how long a Kafka that answers may show nothing before it is taken to have forgotten
     * @param waiting how many messages wait for the next transaction
     */
    Visibility(KafkaClients clients, Duration patience, TransactionNews news, IntSupplier waiting) {
        this.view = new CommittedView(clients);
        this.patienceNanos = patience.toNanos();
        this.news = news;
        this.waiting = waiting;
    }

    /**
     * Returns when a committed transaction has ended everywhere, however long that takes.
     *
     * @return false if some of it cannot be read all the same: somebody ended it in Kafka's place, or its records are gone
     */
    boolean await(Footprint footprint, int messages) throws InterruptedException {
        var open = footprint.extents();
        long pause = FIRST_PAUSE_MILLIS;
        long looked = System.nanoTime();
        long hidden = 0; // nanoseconds, while Kafka answered: one that is away forgets nothing by that
        boolean doubtful = false;
        while (true) {
            boolean late = hidden > patienceNanos;
            doubtful |= late || hidden > USUAL_NANOS;
            try {
                open = view.stillOpen(open, pause >= LONGEST_PAUSE_MILLIS);
                if (open.isEmpty()) {
                    return !doubtful || isKept(footprint, late, messages);
                }
                if (late) {
                    var gone = view.cutShort(open);
                    if (!gone.isEmpty()) {
                        news.notKept(names(gone), messages);
                        return false;
                    }
                    news.notShown(names(open.keySet()), messages + waiting.getAsInt());
                }
                hidden += System.nanoTime() - looked;
            } catch (UnknownTopicOrPartitionException missing) {
                if (late) {
                    news.notKept(names(open.keySet()), messages);
                    return false;
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

    /** @param late whether to doubt what may not be read, too */
    private boolean isKept(Footprint footprint, boolean late, int messages) {
        var lost = view.unreadable(footprint.extents(), late);
        if (!lost.isEmpty()) {
            news.notKept(names(lost), messages);
        }
        return lost.isEmpty();
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
