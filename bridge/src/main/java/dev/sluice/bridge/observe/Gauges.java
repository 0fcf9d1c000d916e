package dev.sluice.bridge.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Registers numbers that other parts own, by a supplier which every scrape asks on a worker thread: it must be quick, safe from
 * any thread and never block.
 */
public final class Gauges {

    private final MeterRegistry registry;
    // Micrometer keeps what it counts by a weak reference only.
    private final Queue<LongSupplier> kept = new ConcurrentLinkedQueue<>();

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers a gauge of {@link Metric}; {@code tagValues} in the order of {@link Metric#tags()}. */
    public void gauge(Metric metric, DoubleSupplier value, String... tagValues) {
        gauge(metric.exposedName(), metric.description(), value, tags(metric, tagValues));
    }

    /** Registers a counter of {@link Metric}; the supplier's value must never shrink. */
    public void counter(Metric metric, LongSupplier value, String... tagValues) {
        counter(metric.exposedName(), metric.description(), value, tags(metric, tagValues));
    }

    /** Registers any other gauge; {@code tags} are keys and values in turn. */
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** Registers any other counter; {@code tags} are keys and values in turn. */
    public void counter(String name, String description, LongSupplier value, String... tags) {
        kept.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(description)
                .tags(Tags.of(tags))
                .register(registry);
    }

    static String[] tags(Metric metric, String... values) {
        if (values.length != metric.tags().size()) {
            throw new IllegalArgumentException(
                    metric.exposedName() + " has the tags " + metric.tags() + ", not " + values.length + " values");
        }
        var tags = new String[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            tags[2 * i] = metric.tags().get(i);
            tags[2 * i + 1] = values[i];
        }
        return tags;
    }
}
