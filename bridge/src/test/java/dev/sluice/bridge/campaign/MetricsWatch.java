package dev.sluice.bridge.campaign;

import dev.sluice.bridge.it.Management;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Reads a bridge's metrics once a second, from a thread of its own, and keeps what it read. */
final class MetricsWatch implements AutoCloseable {

    /** @param values sums over all tags, and single ones under their full name */
    record Sample(long nanos, Map<String, Double> values, long residentBytes) {

        double value(String metric) {
            return values.getOrDefault(metric, 0.0);
        }

        double heapBytes() {
            return values.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }
    }

    private final Management management;
    private final BridgeMemory memory;
    private final List<Sample> samples = new ArrayList<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "metrics-watch");
        thread.setDaemon(true);
        return thread;
    });

    MetricsWatch(Management management, BridgeMemory memory) {
        this.management = management;
        this.memory = memory;
        looking.scheduleWithFixedDelay(this::keep, 0, 1, TimeUnit.SECONDS);
    }

    private void keep() {
        var sample = new Sample(System.nanoTime(), values(), memory.residentBytes());
        synchronized (samples) {
            samples.add(sample);
        }
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new HashMap<>();
        management
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int blank = line.lastIndexOf(' ');
                    var name = line.substring(0, blank);
                    double value = Double.parseDouble(line.substring(blank + 1));
                    values.put(name, value);
                    int tags = name.indexOf('{');
                    if (tags > 0) {
                        values.merge(name.substring(0, tags), value, Double::sum);
                    }
                });
        return values;
    }

    /** The samples taken between two moments of {@link System#nanoTime()}. */
    List<Sample> between(long from, long to) {
        synchronized (samples) {
            return samples.stream()
                    .filter(sample -> sample.nanos() >= from && sample.nanos() <= to)
                    .toList();
        }
    }

    static double most(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return samples.stream().mapToDouble(of).max().orElse(0);
    }

    static double most(List<Sample> samples, String metric) {
        return most(samples, sample -> sample.value(metric));
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
