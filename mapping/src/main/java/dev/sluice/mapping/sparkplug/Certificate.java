package dev.sluice.mapping.sparkplug;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What one birth message, of a node or a device, says of its metrics. Complete and unchanging once it is in use. */
final class Certificate {

    /** Of somebody of whom nothing is known. */
    static final Certificate NONE = new Certificate(new SparkplugLimits(0, 0, 0, 0, Duration.ZERO));

    /** Bytes of an entry of a map, beside the name; roughly. */
    private static final int BYTES_PER_ENTRY = 100;

    private final SparkplugLimits limits;
    private final Map<String, MetricShape> byPath = new HashMap<>();
    private final Map<Long, MetricShape> byAlias = new HashMap<>();
    private long bytes = 2 * BYTES_PER_ENTRY;

    Certificate(SparkplugLimits limits) {
        this.limits = limits;
    }

    /** Adds a metric while the birth is being read. */
    void add(MetricShape shape, Long alias) throws Unreadable {
        if (shape.path().length() > limits.nameLength()) {
            throw new Unreadable("a metric's name is longer than " + limits.nameLength() + " characters");
        }
        if (byPath.put(shape.path(), shape) == null) {
            bytes += BYTES_PER_ENTRY + shape.path().length() + shape.name().length();
        }
        if (alias != null) {
            var others = byAlias.putIfAbsent(alias, shape);
            if (others == null) {
                bytes += BYTES_PER_ENTRY;
            } else if (!others.path().equals(shape.path())) {
                byAlias.put(alias, MetricShape.AMBIGUOUS);
            }
        }
        if (byPath.size() > limits.metricsPerNode() || byAlias.size() > limits.metricsPerNode()) {
            throw new Unreadable("a birth names more than " + limits.metricsPerNode() + " metrics");
        }
    }

    MetricShape named(String path) {
        return byPath.get(path);
    }

    MetricShape aliased(Long alias) {
        return byAlias.get(alias);
    }

    int metrics() {
        return byPath.size();
    }

    long bytes() {
        return bytes;
    }
}
