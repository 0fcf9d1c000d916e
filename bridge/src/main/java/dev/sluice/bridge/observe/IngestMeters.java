package dev.sluice.bridge.observe;

import dev.sluice.mapping.message.RejectReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * The meters of the message path, one {@link MappingMeter} per rule.
 *
 * <p>Ask once per rule when rules load and keep the answer: a rule without traffic then shows 0 under every reason, and an
 * alert on an increase sees the first one.
 */
public final class IngestMeters {

    /** Of the message path: an alert has to see the first one. Those of a full spool come in numbers. */
    private static final List<String> DROPPED_ONE_BY_ONE = List.of("budget-full", "invalid", "not-stored");

    private final PrometheusMeterRegistry registry;
    private final Map<String, MappingMeter> mappings = new ConcurrentHashMap<>();
    private final LongAdder unmapped = new LongAdder();

    IngestMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
        count(Metric.MESSAGES_UNMAPPED, unmapped, LongAdder::sum);
        registry.getPrometheusRegistry().register(new LatencyCollector(mappings.values()));
    }

    /** The meter of the rule of this name, registered the first time it is asked for. */
    public MappingMeter mapping(String ruleName) {
        MappingMeter known = mappings.get(ruleName);
        return known != null ? known : mappings.computeIfAbsent(ruleName, this::registered);
    }

    /** A message's topic matched no rule of the configuration (whatever {@code on-unmapped} then did). */
    public void unmapped() {
        unmapped.increment();
    }

    private MappingMeter registered(String rule) {
        Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
        var meter = new MappingMeter(rule, reason -> {
            LongAdder known = dropped.get(reason);
            return known != null ? known : dropped.computeIfAbsent(reason, r -> droppedCounter(rule, r));
        });
        DROPPED_ONE_BY_ONE.forEach(reason -> dropped.put(reason, droppedCounter(rule, reason)));
        count(Metric.MESSAGES_RECEIVED, meter.receivedCount(), LongAdder::sum, rule);
        count(Metric.MESSAGES_STORED, meter.latency(), LatencyHistogram::count, rule);
        count(Metric.TIMESTAMPS_DISBELIEVED, meter.clockDisbelievedCount(), LongAdder::sum, rule);
        for (RejectReason reason : RejectReason.values()) {
            count(Metric.MESSAGES_REFUSED, meter.refusedCount(reason), LongAdder::sum, rule, reason.name());
            count(Metric.DEAD_LETTERS, meter.deadLetterCount(reason), LongAdder::sum, rule, reason.name());
        }
        return meter;
    }

    private LongAdder droppedCounter(String rule, String reason) {
        var dropped = new LongAdder();
        count(Metric.MESSAGES_DROPPED, dropped, LongAdder::sum, rule, reason);
        return dropped;
    }

    private <T> void count(Metric metric, T counted, ToDoubleFunction<T> total, String... tagValues) {
        FunctionCounter.builder(metric.exposedName(), counted, total)
                .description(metric.description())
                .tags(Gauges.tags(metric, tagValues))
                .register(registry);
    }
}
