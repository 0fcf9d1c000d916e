package dev.sluice.bridge.spool;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SpoolSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRules;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of rules with {@code ack: spool}. Opened when the first rule needs it, or when an earlier process has left records in its
 * folder; until then it takes nothing, and costs nothing.
 */
public final class JournalSpool implements Spool {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSpool.class);
    private static final Executor LATER = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    private final SpoolSettings settings;
    private final Target target;
    private final JournalShape shape;
    private final Metrics metrics;
    private final HealthBoard health;
    private final Disk disk;
    private final SpoolNumbers numbers = new SpoolNumbers();
    private final List<Runnable> onRoom = new CopyOnWriteArrayList<>();
    private SpoolNews news;
    private volatile OpenJournal journal;
    private volatile boolean closed;

    /**
     * Where records go from the journal.
     *
     * @param largestRecord in bytes, that Kafka can be made to take
     * @param budgetBytes that may be on their way to Kafka
     */
    public record Target(RecordSink kafka, String deadLetterTopic, int largestRecord, long budgetBytes) {}

    public JournalSpool(SpoolSettings settings, Target target, Metrics metrics, HealthBoard health) {
        this(settings, target, metrics, health, JournalShape.of(target.largestRecord, target.budgetBytes), Disk.REAL);
    }

    JournalSpool(
            SpoolSettings settings, Target target, Metrics metrics, HealthBoard health, JournalShape shape, Disk disk) {
        this.settings = settings;
        this.target = target;
        this.shape = shape;
        this.metrics = metrics;
        this.health = health;
        this.disk = disk;
        var gauges = metrics.gauges();
        gauges.gauge(Metric.SPOOL_RECORDS, numbers.records::get);
        gauges.gauge(Metric.SPOOL_BYTES, numbers.bytes::get);
        gauges.gauge(Metric.SPOOL_DISK_BYTES, () -> journal == null ? 0 : journal.diskBytes());
        gauges.gauge(Metric.SPOOL_LIMIT_BYTES, () -> settings.maxBytes().bytes());
        gauges.gauge(Metric.SPOOL_OLDEST, numbers::oldestSeconds);
        gauges.gauge(Metric.SPOOL_FSYNC, () -> journal == null ? 0 : journal.takeSlowestForceNanos() / 1e9);
        gauges.counter(Metric.SPOOL_APPENDED, numbers.appended::sum);
        gauges.counter(Metric.SPOOL_DRAINED, numbers.drained::sum);
    }

    /** Opens the journal if an earlier process has left records in it. */
    public void openIfLeft() {
        if (SpoolFolder.holdsRecords(settings.folder())) {
            open();
        }
    }

    /**
     * Opens the journal if it is not open.
     *
     * @throws EnvironmentException when its folder is not to be used: another process has it, another key, no permission
     */
    public synchronized void open() {
        if (journal != null || closed) {
            return;
        }
        long start = System.nanoTime();
        news = new SpoolNews(settings, numbers, health.component("spool"));
        journal = new OpenJournal(
                settings,
                shape,
                new OpenJournal.Outside(
                        target.kafka, target.deadLetterTopic, metrics.ingest(), numbers, disk, this::tick));
        news.opened(System.nanoTime() - start);
        onRoom.forEach(Runnable::run);
    }

    /** Opens the journal for rules that have come into force; where that fails, says why, and tries again until it can be had. */
    public void openWhenPossible() {
        try {
            open();
        } catch (EnvironmentException notNow) {
            LOG.warn("{} Messages for it are not acknowledged until then.", notNow.getMessage());
            health.component("spool").down(notNow.getMessage());
            LATER.execute(this::openWhenPossible);
        }
    }

    private void tick() {
        var open = journal;
        if (open == null) {
            return; // it is just being opened
        }
        news.look(open);
        if (open.takeRoomAgain()) {
            onRoom.forEach(Runnable::run);
        }
    }

    /** Taken only when it lacks nothing: the journal does not know schemas. */
    @Override
    public RecordSink.Answer offer(OutgoingRecord record, Origin origin, Until until, RecordSink.Fate fate) {
        var open = journal;
        if (open == null || closed || !record.isComplete()) {
            return RecordSink.Answer.NOT_NOW;
        }
        var complete = record.completed();
        if (RecordSink.sizeOf(complete) > target.kafka.largestRecord(complete.topic())) {
            return RecordSink.Answer.TOO_LARGE;
        }
        return open.offer(complete, origin, until, fate);
    }

    @Override
    public boolean holds(OutgoingRecord record) {
        var open = journal;
        return open != null && open.holds(record);
    }

    @Override
    public void onRoom(Runnable action) {
        onRoom.add(action);
    }

    /** Whether any of these rules spools. */
    public static boolean isNeededBy(MappingRules rules) {
        return rules.mappings().stream().anyMatch(JournalSpool::spools);
    }

    /** Whether devices of every one of these rules are acknowledged although Kafka is away. What no rule takes does not count. */
    public boolean standsInForKafka(MappingRules rules) {
        var open = journal;
        return open != null
                && !open.hasNoRoom()
                && !rules.mappings().isEmpty()
                && rules.mappings().stream().allMatch(JournalSpool::spools);
    }

    private static boolean spools(MappingDefinition mapping) {
        return mapping.rule().ack() == AckMode.SPOOL;
    }

    /** Ends; what Kafka does not have stays in the folder for the next process. */
    public synchronized void close() {
        closed = true;
        if (journal == null) {
            return;
        }
        try {
            journal.close();
            news.closed();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
