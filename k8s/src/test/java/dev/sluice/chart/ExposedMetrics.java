package dev.sluice.chart;

import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.observe.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The series of a Sluice as its own registry prints them, the JVM's among them: names and labels.
 *
 * @param labels of each series, without those that Prometheus adds
 */
record ExposedMetrics(Map<String, Set<String>> labels) {

    /** What a ServiceMonitor puts on everything that it reads, as far as queries may use it. */
    static final Set<String> OF_THE_TARGET = Set.of("job", "namespace", "pod", "instance");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_0-9]+)(?:\\{([^}]*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final ExposedMetrics ALL = read();

    static ExposedMetrics all() {
        return ALL;
    }

    /** Whether a series of this name can have such a label; {@code up} is Prometheus' own. */
    boolean has(String series, String label) {
        return OF_THE_TARGET.contains(label)
                || labels.getOrDefault(series, Set.of()).contains(label);
    }

    boolean has(String series) {
        return series.equals("up") || labels.containsKey(series);
    }

    private static ExposedMetrics read() {
        try (var metrics = new Metrics()) {
            metrics.ingest().mapping("telemetry").dropped("invalid");
            for (Metric metric : Metric.values()) {
                register(metrics, metric);
            }
            // The collector's figures are there once it has run, and are brought by a thread of the JVM's; this class
            // is not loaded to its end yet.
            Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return metrics.scrape().contains("jvm_gc_pause_seconds_count");
            });
            return of(metrics.scrape());
        }
    }

    private static void register(Metrics metrics, Metric metric) {
        boolean isThere = metric == Metric.MESSAGES_UNMAPPED || metric.tags().contains("mapping");
        String[] tags = metric.tags().toArray(String[]::new);
        if (!isThere && metric.kind() == Metric.Kind.GAUGE) {
            metrics.gauges().gauge(metric, () -> 1, tags);
        } else if (!isThere) {
            metrics.gauges().counter(metric, () -> 1, tags);
        }
    }

    private static ExposedMetrics of(String scrape) {
        Map<String, Set<String>> labels = new HashMap<>();
        SAMPLE.matcher(scrape).results().forEach(sample -> {
            var names = labels.computeIfAbsent(sample.group(1), name -> new HashSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
            }
        });
        return new ExposedMetrics(labels);
    }

    /** The names under which a metric of Sluice's shows. */
    static Set<String> series(Metric metric) {
        return metric.kind() == Metric.Kind.HISTOGRAM
                ? Set.of(metric.exposedName() + "_bucket")
                : Set.of(metric.exposedName());
    }

    /** The metric that a series is of, if it is one of Sluice's own. */
    static boolean isOf(String series) {
        return Arrays.stream(Metric.values()).anyMatch(metric -> series(metric).contains(series));
    }
}
