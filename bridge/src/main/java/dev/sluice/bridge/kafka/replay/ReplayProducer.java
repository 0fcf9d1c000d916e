package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records, markers and offsets in one transaction, so that a letter is replayed wholly or not at all.
 *
 * <p>The transactional id belongs to the dead-letter topic: of two replays at one time, the later ends what the earlier has open and takes
 * over, so no letter is replayed by both.
 */
final class ReplayProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayProducer.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String group;
    private final int markerPartitions;

    /** Ends what a former run has left open: markers that are read after this are all that there will be. */
    ReplayProducer(KafkaClients clients, String topic, String group, int markerPartitions) {
        this.producer = new KafkaProducer<>(clients.transactionalProducer("sluice-replay-" + topic));
        this.topic = topic;
        this.group = group;
        this.markerPartitions = markerPartitions;
        producer.initTransactions();
    }

    /**
     * All of these, with the group's offset, or none.
     *
     * @return why Kafka refused one of them, none of which is stored then; empty when all are
     * @throws KafkaException when nothing more can be written, or it is not known what became of these
     */
    Optional<String> store(int partition, List<Ready> letters, long offset) {
        try {
            producer.beginTransaction();
            letters.forEach(letter -> send(partition, letter));
            producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)),
                    new ConsumerGroupMetadata(group));
            producer.commitTransaction();
            return Optional.empty();
        } catch (ProducerFencedException | InvalidProducerEpochException superseded) {
            throw new KafkaException("another replay of " + topic + " has begun, and this one has ended", superseded);
        } catch (TimeoutException
                | InterruptException
                | TransactionalIdAuthorizationException
                | GroupAuthorizationException beyondUs) {
            throw beyondUs;
        } catch (KafkaException refused) {
            producer.abortTransaction();
            return Optional.of(String.valueOf(
                    refused.getCause() == null
                            ? refused.getMessage()
                            : refused.getCause().getMessage()));
        }
    }

    private void send(int partition, Ready letter) {
        letter.records().forEach(record -> producer.send(toKafka(record)));
        producer.send(new ProducerRecord<>(
                topic + DeadLetterTopic.MARKERS,
                partition % markerPartitions,
                letter.identity(),
                letter.isForgotten() ? null : (partition + ":" + letter.offset()).getBytes(UTF_8)));
    }

    /** Brokers that make topics on demand make this one now, if they can. */
    void ask(String missingTopic) {
        try {
            producer.partitionsFor(missingTopic);
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException stillMissing) {
            LOG.debug("Kafka topic {} was not made on demand", missingTopic, stillMissing);
        }
    }

    private static ProducerRecord<byte[], byte[]> toKafka(OutgoingRecord record) {
        List<Header> headers = new ArrayList<>(record.headers().size());
        record.headers().forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        return new ProducerRecord<>(
                record.topic(), null, record.timestampMillis(), record.key(), record.value(), headers);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
