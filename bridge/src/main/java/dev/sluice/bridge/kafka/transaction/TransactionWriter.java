package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The transactional producer. One thread, and it blocks.
 *
 * <p>How a transaction ended is either known, or this says so: a commit whose answer is missing is asked for again for a while, and then the producer is of
 * no use any more. The next one that is {@link #open opened} under the same id first ends what this one has left open, so that whether it was
 * committed can be read from the topic of marks.
 */
final class TransactionWriter {

    /**
     * How long things may take.
     *
     * @param transaction Kafka aborts one of ours that is open for so long; until then its readers wait behind it
     * @param call one call to Kafka
     * @param commit asking for a commit again, before the producer is given up
     * @param shown a Kafka that answers and does not show what it has committed, before it is taken to have forgotten; longer than a dead replica's
     *     transaction may be open
     */
    record Patience(Duration transaction, Duration call, Duration commit, Duration shown) {

        static final Patience USUAL = new Patience(
                Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120));
    }

    /** How a transaction ended. */
    enum End {
        COMMITTED,
        /** Nothing of it is stored, and the same again would hardly be. */
        REFUSED,
        /** Only Kafka knows. The producer cannot be used any more. */
        UNSURE
    }

    /** @param why null for one that is committed */
    record Outcome(End end, Exception why) {}

    private final Map<String, Object> properties;
    private final MarkFormat format;
    private final long askAgainNanos;
    private final BooleanSupplier stopping;

    private Producer<byte[], byte[]> producer;
    private TopicPartition newestIn;
    private long newestAt;

    private Footprint footprint = new Footprint();

    // of the present transaction; the producer's own thread writes them, too
    private volatile Exception refusal;
    private volatile RecordMetadata newest;

    TransactionWriter(KafkaClients clients, String id, MarkFormat format, Patience patience, BooleanSupplier stopping) {
        this.properties = new HashMap<>(clients.transactionalProducer(id));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.call().toMillis());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                patience.transaction().toMillis());
        this.format = format;
        this.askAgainNanos = patience.commit().toNanos();
        this.stopping = stopping;
    }

    /** Makes a producer and ends what another under this id has left open: from now on that one is fenced off. */
    void open() {
        close();
        producer = new KafkaProducer<>(properties);
        producer.initTransactions();
    }

    boolean isOpen() {
        return producer != null;
    }

    /** Where the newest committed transaction of this writer left its name; null before the first. */
    TopicPartition newestIn() {
        return newestIn;
    }

    long newestAt() {
        return newestAt;
    }

    /** Where the newest transaction lies; complete if it is committed. */
    Footprint footprint() {
        return footprint;
    }

    /** Stores all of it together with the name of this transaction, or nothing. */
    Outcome store(List<Work> works, MarkFormat.Newest name) {
        refusal = null;
        footprint = new Footprint();
        try {
            producer.beginTransaction();
            for (var work : works) {
                for (var record : work.records()) {
                    send(record);
                }
            }
            var here = footprint;
            var newestRecord = format.newest(name);
            producer.send(newestRecord, (metadata, failure) -> {
                newest = metadata;
                answered(here, newestRecord, metadata, failure);
            });
            return refusal == null ? commit() : abort(refusal);
        } catch (KafkaException | IllegalStateException failure) {
            return abort(failure);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var here = footprint;
        producer.send(record, (metadata, failure) -> answered(here, record, metadata, failure));
    }

    private void answered(
            Footprint where, ProducerRecord<byte[], byte[]> record, RecordMetadata metadata, Exception failure) {
        if (failure == null) {
            where.add(record, metadata);
        } else if (refusal == null) {
            refusal = failure; // those after it fail because of it
        }
    }

    private Outcome commit() {
        long end = System.nanoTime() + askAgainNanos;
        while (true) {
            try {
                producer.commitTransaction();
                newestIn = new TopicPartition(newest.topic(), newest.partition());
                newestAt = newest.offset();
                return new Outcome(End.COMMITTED, null);
            } catch (TimeoutException silent) {
                if (System.nanoTime() > end || stopping.getAsBoolean()) {
                    return new Outcome(End.UNSURE, silent);
                }
            }
        }
    }

    private Outcome abort(Exception why) {
        try {
            producer.abortTransaction();
            return new Outcome(End.REFUSED, refusal != null ? refusal : why);
        } catch (KafkaException | IllegalStateException worse) {
            return new Outcome(End.UNSURE, worse);
        }
    }

    /** Whatever is open stays so until {@link #open}, or until Kafka's patience ends. */
    void close() {
        if (producer != null) {
            try {
                producer.close(Duration.ZERO);
            } catch (InterruptException stopping) {
                // it ends without being waited for
            }
            producer = null;
        }
    }
}
