package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.TopicDescriptions;
import dev.sluice.bridge.kafka.transaction.Footprint.Extent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a reader of committed records would find where a transaction lies. Blocks; one thread.
 *
 * <p>All questions throw {@link KafkaException} when Kafka does not answer.
 */
final class CommittedView implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommittedView.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long READ_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Set<TransactionState> ENDED =
            Set.of(TransactionState.EMPTY, TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT);

    private final KafkaClients clients;
    private final String id;
    private final Set<String> secret = new HashSet<>();
    private Admin admin;

    /** @param id of the transactions */
    CommittedView(KafkaClients clients, String id) {
        this.clients = clients;
        this.id = id;
    }

    /** Where a reader of what is committed would not come past it, or where (asked {@code closely}) this transaction itself is open. */
    Map<TopicPartition, Extent> stillOpen(Map<TopicPartition, Extent> extents, boolean closely)
            throws InterruptedException {
        var ends = ends(extents.keySet(), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Extent> open = new HashMap<>(extents);
        open.entrySet()
                .removeIf(each -> ends.get(each.getKey()) > each.getValue().last());
        if (closely && !open.isEmpty()) {
            open.keySet().removeAll(heldUpByOthers(open));
        }
        return open;
    }

    /** Where ours have ended, and a transaction of somebody else that began earlier has not. Only of topics that we may READ. */
    private Set<TopicPartition> heldUpByOthers(Map<TopicPartition, Extent> extents) throws InterruptedException {
        Set<TopicPartition> heldUp = new HashSet<>(extents.keySet());
        heldUp.removeAll(cutShort(extents));
        var producers = producers(extents.keySet());
        heldUp.retainAll(producers.keySet());
        if (heldUp.isEmpty()) {
            return heldUp;
        }
        var coordinator = coordinator();
        heldUp.removeIf(partition -> producers.get(partition).stream()
                .anyMatch(producer -> isOurs(producer, extents.get(partition), coordinator)));
        return heldUp;
    }

    /**
     * Ends transactions of this id that are open although their coordinator takes them for complete, so that nobody else ever would. As aborted ones:
     * Kafka has no other way for a client. Never one of another producer, not even where it begins at the same offset.
     *
     * @param extents where the newest lies, as far as that is known
     * @return the partitions in which one was ended; none if none is forgotten, or if that may not be known
     * @throws AuthorizationException if we may not: it needs ALTER on the cluster
     */
    Set<TopicPartition> endForgotten(Set<TopicPartition> partitions, Map<TopicPartition, Extent> extents)
            throws InterruptedException {
        var coordinator = coordinator();
        Set<TopicPartition> ended = new HashSet<>();
        if (ENDED.contains(coordinator.state())) {
            for (var each : producers(partitions).entrySet()) {
                for (var producer : each.getValue()) {
                    if (producer.producerId() == coordinator.producerId()
                            && isOurs(producer, extents.get(each.getKey()), coordinator)) {
                        TopicDescriptions.answer(admin().abortTransaction(openIn(each.getKey(), producer))
                                .all());
                        ended.add(each.getKey());
                    }
                }
            }
        }
        return ended;
    }

    private static AbortTransactionSpec openIn(TopicPartition partition, ProducerState producer) {
        return new AbortTransactionSpec(
                partition,
                producer.producerId(),
                (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0));
    }

    private TransactionDescription coordinator() throws InterruptedException {
        return TopicDescriptions.answer(
                admin().describeTransactions(List.of(id)).description(id));
    }

    /** Whether a producer has a transaction of this id open: the newest, or one before it. */
    private static boolean isOurs(ProducerState producer, Extent newest, TransactionDescription coordinator) {
        long start = producer.currentTransactionStartOffset().orElse(-1);
        boolean isNewest = newest != null && start == newest.first();
        boolean isOlder = producer.producerId() == coordinator.producerId()
                && producer.producerEpoch() < coordinator.producerEpoch();
        return start >= 0 && (isNewest || isOlder);
    }

    /** Who writes there; without topics that we may not READ. */
    private Map<TopicPartition, List<ProducerState>> producers(Set<TopicPartition> partitions)
            throws InterruptedException {
        Set<TopicPartition> asked = new HashSet<>(partitions);
        asked.removeIf(partition -> secret.contains(partition.topic()));
        var answers = admin().describeProducers(asked);
        Map<TopicPartition, List<ProducerState>> producers = new HashMap<>();
        for (var partition : asked) {
            try {
                producers.put(
                        partition,
                        TopicDescriptions.answer(answers.partitionResult(partition))
                                .activeProducers());
            } catch (AuthorizationException | UnsupportedVersionException cannotTell) {
                if (secret.add(partition.topic())) {
                    LOG.info(
                            "Kafka does not say whose transactions are open in topic {} ({}): messages of rules with"
                                    + " exactly-once wait there for other writers' transactions, too. To end that, grant READ"
                                    + " to the bridge's user and restart.",
                            partition.topic(),
                            cannotTell.getMessage());
                }
            }
        }
        return producers;
    }

    /** Which partitions end before it: the topic was made anew, or a replica became leader that had not got it. */
    Set<TopicPartition> cutShort(Map<TopicPartition, Extent> extents) throws InterruptedException {
        var ends = ends(extents.keySet(), IsolationLevel.READ_UNCOMMITTED);
        Set<TopicPartition> cut = new HashSet<>(extents.keySet());
        cut.removeIf(partition -> ends.get(partition) > extents.get(partition).last());
        return cut;
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicDescriptions.answer(admin().listOffsets(asked, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /**
     * Where the first record is not shown although the transaction has ended: it was aborted, or is deleted.
     *
     * @param secretToo whether that is said of topics that we may not READ, too
     */
    Set<TopicPartition> unreadable(Map<TopicPartition, Extent> extents, boolean secretToo) {
        Map<TopicPartition, Extent> unread = new HashMap<>(extents);
        Set<TopicPartition> unreadable = new HashSet<>();
        long deadline = System.nanoTime() + READ_WITHIN_NANOS;
        try (var consumer = new KafkaConsumer<byte[], byte[]>(clients.consumer("sluice-marks", "sluice-marks"))) {
            consumer.assign(unread.keySet());
            unread.forEach((partition, extent) -> consumer.seek(partition, extent.first()));
            while (!unread.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(unread.keySet() + " could not be read");
                }
                try {
                    consumer.poll(POLL).forEach(record -> {
                        var partition = new TopicPartition(record.topic(), record.partition());
                        var extent = unread.remove(partition);
                        if (extent != null && record.offset() != extent.first()) {
                            unreadable.add(partition);
                        }
                    });
                    for (var partition : Set.copyOf(unread.keySet())) {
                        if (consumer.position(partition) > unread.get(partition).first()) {
                            unread.remove(partition);
                            unreadable.add(partition);
                        }
                    }
                } catch (TopicAuthorizationException denied) {
                    LOG.debug("Whether a transaction is kept cannot be read", denied);
                    for (var partition : Set.copyOf(unread.keySet())) {
                        if (denied.unauthorizedTopics().contains(partition.topic())) {
                            unread.remove(partition);
                            if (secretToo) {
                                unreadable.add(partition);
                            }
                        }
                    }
                }
                consumer.assign(unread.keySet());
            }
        }
        return unreadable;
    }

    private Admin admin() {
        if (admin == null) {
            admin = Admin.create(clients.admin());
        }
        return admin;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
