package dev.sluice.simulator.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Watches this process and its threads of devices, each of which runs a small task every ten milliseconds and notes how late. */
final class GeneratorWatch {

    private static final long EVERY_MILLIS = 10;

    private final Host host;
    private final AtomicLongArray threadIds;
    private final long[] threadCpu;
    private final List<Future<?>> probes = new ArrayList<>();
    private final long cpuAtStart;
    private long cpu;

    GeneratorWatch(Host host, int threads) {
        this.host = host;
        this.threadIds = new AtomicLongArray(threads);
        this.threadCpu = new long[threads];
        this.cpuAtStart = host.cpuNanos();
        this.cpu = cpuAtStart;
    }

    /** Lets each thread look how late it runs; {@code meters} in the same order. */
    void probe(List<? extends ScheduledExecutorService> threads, List<Meter> meters) {
        for (int i = 0; i < threads.size(); i++) {
            probes.add(threads.get(i)
                    .scheduleAtFixedRate(
                            new Probe(i, meters.get(i)), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    void stop() {
        probes.forEach(probe -> probe.cancel(false));
    }

    double cpuSeconds() {
        return (cpu - cpuAtStart) / 1e9;
    }

    /** What it cost since the last call, {@code nanos} ago. */
    Generator next(long nanos, Percentiles sendLag, Percentiles loopLag) {
        long before = cpu;
        cpu = host.cpuNanos();
        double share = (double) (cpu - before) / nanos / host.cores();
        return new Generator(Math.min(1, share), busiest(nanos), sendLag, loopLag, host.heapBytes());
    }

    private double busiest(long nanos) {
        double busiest = 0;
        for (int i = 0; i < threadCpu.length; i++) {
            long id = threadIds.get(i);
            long used = id == 0 ? -1 : host.threadCpuNanos(id);
            if (used >= 0) {
                busiest = Math.max(busiest, threadCpu[i] == 0 ? 0 : (double) (used - threadCpu[i]) / nanos);
                threadCpu[i] = used;
            }
        }
        return Math.min(1, busiest);
    }

    /** Falls behind its schedule and catches up run by run, as messages would. */
    private final class Probe implements Runnable {

        private final int thread;
        private final Meter meter;
        private long dueNanos;

        Probe(int thread, Meter meter) {
            this.thread = thread;
            this.meter = meter;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            if (dueNanos == 0) {
                threadIds.set(thread, Thread.currentThread().getId());
                dueNanos = now;
            }
            meter.loopLate(now - dueNanos);
            dueNanos += TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
        }
    }
}
