package dev.sluice.bridge.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;

/** Shows every mapping's {@link LatencyHistogram} as one standard Prometheus histogram. */
final class LatencyCollector implements Collector {

    private final Collection<MappingMeter> mappings;

    /** @param mappings a live view: a mapping added later is shown from the next scrape on */
    LatencyCollector(Collection<MappingMeter> mappings) {
        this.mappings = mappings;
    }

    @Override
    public HistogramSnapshot collect() {
        var snapshot = HistogramSnapshot.builder()
                .name(Metric.MESSAGE_LATENCY.exposedName())
                .help(Metric.MESSAGE_LATENCY.description());
        for (MappingMeter mapping : mappings) {
            snapshot.dataPoint(dataPoint(mapping));
        }
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return Metric.MESSAGE_LATENCY.exposedName();
    }

    private static HistogramSnapshot.HistogramDataPointSnapshot dataPoint(MappingMeter mapping) {
        var buckets = ClassicHistogramBuckets.builder();
        var bounds = LatencyHistogram.upperBoundsSeconds();
        var counts = mapping.latency().counts();
        for (int i = 0; i < bounds.length; i++) {
            buckets.bucket(bounds[i], counts[i]);
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of(Metric.MESSAGE_LATENCY.tags().get(0), mapping.name()))
                .classicHistogramBuckets(buckets.build())
                .sum(mapping.latency().sumSeconds())
                .build();
    }
}
