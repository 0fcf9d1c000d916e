package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.Metric;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Numbers of the transactions so far. Any thread. */
final class TransactionFigures {

    private final LongAdder committed = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final AtomicLong largest = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();

    void committed(long messages, long nanos) {
        committed.increment();
        stored.add(messages);
        largest.accumulateAndGet(messages, Math::max);
        slowestNanos.accumulateAndGet(nanos, Math::max);
    }

    void aborted() {
        aborted.increment();
    }

    long commits() {
        return committed.sum();
    }

    /** @param transactions null where no rule asks for any: then everything is zero */
    static void register(Gauges gauges, KafkaTransactions transactions) {
        var figures = transactions == null ? new TransactionFigures() : transactions.figures();
        gauges.counter(Metric.TRANSACTIONS, figures.committed::sum, "committed");
        gauges.counter(Metric.TRANSACTIONS, figures.aborted::sum, "aborted");
        gauges.counter(Metric.TRANSACTION_MESSAGES, figures.stored::sum);
        gauges.gauge(Metric.TRANSACTION_LARGEST, () -> figures.largest.getAndSet(0));
        gauges.gauge(
                Metric.TRANSACTION_SLOWEST,
                () -> (double) figures.slowestNanos.getAndSet(0) / TimeUnit.SECONDS.toNanos(1));
        gauges.gauge(Metric.TRANSACTION_WAITING, () -> transactions == null ? 0 : transactions.waiting());
        gauges.gauge(Metric.RECEIVED_MARKERS, () -> transactions == null ? 0 : transactions.marks());
    }
}
