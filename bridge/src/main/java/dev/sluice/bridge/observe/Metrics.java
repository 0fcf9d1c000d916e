package dev.sluice.bridge.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All metrics of one running Sluice. */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final IngestMeters ingest;
    private final Gauges gauges;

    public Metrics() {
        registry.config().meterFilter(MeterFilter.deny(Metrics::isNoise));
        ingest = new IngestMeters(registry);
        gauges = new Gauges(registry);
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Meters of the message path. */
    public IngestMeters ingest() {
        return ingest;
    }

    /** Where parts of the process register the numbers that they own. */
    public Gauges gauges() {
        return gauges;
    }

    /** Everything in the Prometheus text format 0.0.4. Adds up and formats: milliseconds, so never on an event loop. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private static boolean isNoise(Meter.Id id) {
        return id.getName().startsWith("jvm.buffer")
                || id.getName().startsWith("jvm.threads.states")
                || "nonheap".equals(id.getTag("area"));
    }
}
