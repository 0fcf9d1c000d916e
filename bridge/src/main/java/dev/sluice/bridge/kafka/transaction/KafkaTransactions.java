package dev.sluice.bridge.kafka.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.RecordSink.Answer;
import dev.sluice.bridge.pipeline.RecordSink.Fate;
import dev.sluice.bridge.pipeline.Transactions;
import dev.sluice.bridge.settings.KafkaSettings;
import dev.sluice.bridge.settings.TransactionSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions in Kafka, one after another, on a thread of their own.
 *
 * <p>Whoever starts with an id takes it over: a process under that id that still runs is fenced off, says so, and takes nothing more. It does not take
 * the id back.
 */
public final class KafkaTransactions implements Transactions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTransactions.class);
    private static final String EVENT_ID = "mqtt.event-id";
    private static final int BATCHES_WAITING = 4;
    private static final long BYTES_WAITING = 32L << 20;
    private static final int MARK_BYTES = RecordSink.FRAMING_BYTES + 64;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;
    private static final Fate NOBODY = new Fate() {
        @Override
        public void stored() {
            // nobody waits for it
        }

        @Override
        public void unknown(String why) {
            // nobody waits for it
        }
    };

    private final KafkaSink sink;
    private final MarkFormat format;
    private final MarksTopic topic;
    private final MarkTable marks = new MarkTable();
    private final Backlog backlog;
    private final List<Runnable> onRoom = new CopyOnWriteArrayList<>();
    private final TransactionFigures figures = new TransactionFigures();
    private final TransactionNews news;
    private final TransactionWriter writer;
    private final Visibility visibility;
    private final Committer committer;
    private final CountDownLatch marksKnown = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sluice-transactions");
    private volatile boolean ended;
    private volatile boolean stopped;

    // this thread only
    private Optional<MarkFormat.Newest> newest = Optional.empty();

    /**
     * Begins at once, and never fails because Kafka is away.
     *
     * @param sink says whether a Kafka topic may be written to
     */
    public static KafkaTransactions start(KafkaSettings kafka, KafkaSink sink, HealthBoard health) {
        return start(
                kafka.transactions(),
                new KafkaClients(kafka.producer(), kafka.bootstrapServers()),
                kafka.topics().replication(),
                sink,
                health,
                TransactionWriter.Patience.USUAL);
    }

    /** @param replication of the markers topic, should it be missing */
    static KafkaTransactions start(
            TransactionSettings settings,
            KafkaClients clients,
            OptionalInt replication,
            KafkaSink sink,
            HealthBoard health,
            TransactionWriter.Patience patience) {
        var transactions = new KafkaTransactions(settings, clients, replication, sink, health, patience);
        transactions.thread.setDaemon(true);
        transactions.thread.start();
        return transactions;
    }

    private KafkaTransactions(
            TransactionSettings settings,
            KafkaClients clients,
            OptionalInt replication,
            KafkaSink sink,
            HealthBoard health,
            TransactionWriter.Patience patience) {
        this.sink = sink;
        this.format = new MarkFormat(settings.id(), settings.markersTopic());
        this.topic = new MarksTopic(clients, settings.markersTopic(), replication, patience.commit());
        this.backlog = new Backlog(BATCHES_WAITING * settings.maxBatch(), BYTES_WAITING);
        this.news = new TransactionNews(settings.id(), settings.markersTopic(), clients.bootstrapServers(), health);
        this.writer = new TransactionWriter(clients, settings.id(), format, patience, () -> stopped);
        this.visibility = new Visibility(clients, settings.id(), patience.shown(), news, backlog::messages);
        this.committer = new Committer(
                this,
                backlog,
                sink,
                writer,
                visibility,
                figures,
                news,
                UUID.randomUUID().toString(),
                settings.maxBatch(),
                settings.linger().toNanos());
    }

    /** Returns when {@link #marked} tells the truth: before that no session may go on. Without Kafka that takes as long as Kafka is away. */
    public void awaitMarks() throws InterruptedException {
        marksKnown.await();
    }

    @Override
    public Answer offer(List<OutgoingRecord> records, Receipt receipt, Fate fate) {
        if (ended) {
            return Answer.NOT_NOW;
        }
        List<ProducerRecord<byte[], byte[]>> ready = new ArrayList<>(records.size() + 1);
        int bytes = MARK_BYTES;
        int detours = 0;
        for (var record : records) {
            if (!record.isComplete()) {
                return Answer.NOT_NOW;
            }
            var sendable = sink.ready(record.completed());
            if (sendable.isEmpty()) {
                return Answer.NOT_NOW;
            }
            ready.add(sendable.get());
            detours += sendable.get().topic().equals(record.topic()) ? 0 : 1;
            bytes += RecordSink.sizeOf(record);
        }
        ready.add(format.mark(receipt, eventId(records)));
        marks.marked(receipt); // first: nobody may release it before it is known
        if (!backlog.add(new Work(receipt.clientId(), ready, bytes, true, fate))) {
            return Answer.NOT_NOW;
        }
        for (int i = 0; i < detours; i++) {
            sink.tookDetour();
        }
        return Answer.ACCEPTED;
    }

    private static String eventId(List<OutgoingRecord> records) {
        for (var header : records.get(0).headers()) {
            if (header.name().equals(EVENT_ID)) {
                return new String(header.value(), UTF_8);
            }
        }
        return "-";
    }

    @Override
    public void release(Receipt receipt, Fate fate) {
        var number = marks.number(receipt);
        if (number == null) {
            fate.stored();
            return;
        }
        remove(receipt, new Fate() {
            @Override
            public void stored() {
                marks.removed(receipt, number);
                fate.stored();
            }

            @Override
            public void unknown(String why) {
                fate.unknown(why);
            }
        });
    }

    private void remove(Receipt receipt, Fate fate) {
        var removal = new Work(receipt.clientId(), List.of(format.removal(receipt)), MARK_BYTES, false, fate);
        if (!backlog.add(removal)) {
            fate.unknown("the transactions have ended");
        }
    }

    @Override
    public Set<Integer> marked(String clientId, long session) {
        return marks.fromBefore(clientId, session);
    }

    @Override
    public void forget(String clientId) {
        marks.forget(clientId).forEach(receipt -> remove(receipt, NOBODY));
    }

    @Override
    public void onRoom(Runnable action) {
        onRoom.add(action);
    }

    void roomAgain() {
        onRoom.forEach(Runnable::run);
    }

    /** The numbers of these transactions under their metric names; zeros where there are none ({@code null}). */
    public static void register(Gauges gauges, KafkaTransactions transactions) {
        TransactionFigures.register(gauges, transactions);
    }

    TransactionFigures figures() {
        return figures;
    }

    int waiting() {
        return backlog.messages();
    }

    long marks() {
        return marks.size();
    }

    private void run() {
        try {
            begin();
            committer.run();
        } catch (Committer.Superseded by) {
            news.superseded(by.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("The transactions have ended in a way nobody foresaw", bug);
            news.failed(bug);
        } finally {
            ended = true;
            backlog.close().forEach(work -> work.fate().unknown("the transactions have ended"));
            writer.close();
            visibility.close();
        }
    }

    private void begin() throws InterruptedException {
        while (true) {
            try {
                topic.ensure();
                committer.claim();
                topic.read(this::found);
                news.started(marks.size());
                marksKnown.countDown();
                return;
            } catch (KafkaException notYet) {
                writer.close();
                news.cannotStart(notYet);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void found(ConsumerRecord<byte[], byte[]> record) {
        format.receipt(record.key()).ifPresent(receipt -> {
            if (record.value() != null) {
                format.eventId(record.value());
                marks.found(receipt);
            } else if (marks.number(receipt) != null) {
                marks.removed(receipt, marks.number(receipt));
            }
        });
    }

    String markersTopic() {
        return topic.name();
    }

    /** These partitions and the one of marks. */
    Set<TopicPartition> writtenTo(Set<TopicPartition> partitions) {
        Set<TopicPartition> all = new HashSet<>(partitions);
        all.add(writer.newestIn());
        return all;
    }

    /**
     * The name that the newest committed transaction under our id has left.
     *
     * @param afterOpenOnes whether to wait for transactions of other replicas; behind one it may be hidden, and nothing is found then
     */
    Optional<MarkFormat.Newest> newest(boolean afterOpenOnes) throws InterruptedException {
        newest = Optional.empty();
        topic.readFrom(writer.newestIn(), writer.newestAt(), afterOpenOnes, record -> {
            if (format.isNewest(record.key())) {
                newest = Optional.of(format.newest(record.value()));
            }
        });
        return newest;
    }

    /** Takes nothing more; whoever waits is told that nobody knows. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
