package dev.sluice.simulator.measure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Reads all meters once a second, from {@link #start} to {@link #stop}, on a thread of its own. Any thread may ask how far things are.
 */
public final class RunMeasures implements AutoCloseable {

    /** For runs that do not look into Kafka. */
    public static final Consumer<Histogram> NOBODY_LOOKS = histogram -> {};

    /** Two hours; of a longer run neighbouring seconds are put together. */
    private static final int MOST_SECONDS = 7_200;

    /** Seconds do not begin to the dot. */
    private static final double ABOUT = 0.1;

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<Meter> meters;
    private final LongSupplier nanoTime;
    private final Host host;
    private final GeneratorWatch watch;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread own = new Thread(task, "measures");
        own.setDaemon(true);
        return own;
    });

    private final Latencies latencies = Latencies.none();
    private final LatencyReading sinceDue;
    private final LatencyReading sinceSent;
    private final LatencyReading endToEnd;
    private final LatencyReading connecting;
    private final LatencyReading sendLag;
    private final LatencyReading loopLag;

    // guarded by this
    private final List<Second> series = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private Instant started = Instant.now();
    private long startNanos;
    private long lastNanos;
    private Sums sums;
    private double warmUpSeconds;
    private long mostConnected;
    private long peakHeap;
    private int secondsEach = 1;
    private boolean stopped;

    /**
     * @param meters one for each thread of devices
     * @param endToEnd adds the latencies, in microseconds, of what arrived in Kafka since its last call; see {@link #NOBODY_LOOKS}
     */
    public RunMeasures(List<Meter> meters, Consumer<Histogram> endToEnd) {
        this(meters, endToEnd, Host.present(), System::nanoTime);
    }

    RunMeasures(List<Meter> meters, Consumer<Histogram> endToEnd, Host host, LongSupplier nanoTime) {
        this.meters = List.copyOf(meters);
        this.nanoTime = nanoTime;
        this.host = host;
        this.watch = new GeneratorWatch(host, meters.size());
        this.sinceDue = new LatencyReading(latencies.sinceDue(), meters, meter -> meter.sinceDue)
                .and(meters, meter -> meter.sinceDueWarming);
        this.sinceSent = new LatencyReading(latencies.sinceSent(), meters, meter -> meter.sinceSent)
                .and(meters, meter -> meter.sinceSentWarming);
        this.endToEnd = new LatencyReading(latencies.endToEnd(), endToEnd);
        this.connecting = new LatencyReading(latencies.connecting(), meters, meter -> meter.connecting);
        this.sendLag = new LatencyReading(latencies.sendLag(), meters, meter -> meter.sendLag)
                .and(meters, meter -> meter.sendLagWarming);
        this.loopLag = new LatencyReading(latencies.loopLag(), meters, meter -> meter.loopLag);
        begin();
    }

    private synchronized void begin() {
        started = Instant.now();
        startNanos = nanoTime.getAsLong();
        lastNanos = startNanos;
        sums = Sums.of(List.of());
    }

    /**
     * The run begins now.
     *
     * @param threads that the meters' devices run on, in the meters' order; none, where nobody wants to know how late they are
     */
    public void start(List<? extends ScheduledExecutorService> threads) {
        start(threads, 0);
    }

    /**
     * The run begins now, and for so many seconds it warms up: messages that are due by then, and what else falls into these seconds, are in the
     * series but in no latency of the whole.
     *
     * @param threads as above
     */
    public void start(List<? extends ScheduledExecutorService> threads, double warmUp) {
        begin();
        if (warmUp > 0) {
            warmUpUntil(warmUp);
        }
        watch.probe(threads, meters);
        thread.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    /** So that a run may find out on its way when its warm-up ends: so many seconds after its start, and not before now. */
    public synchronized void warmUpUntil(double seconds) {
        warmUpSeconds = seconds;
        meters.forEach(meter -> meter.countFrom(startNanos + Math.round(seconds * 1e9)));
    }

    /** Notes that something happens now: a fault of the plan, an end of a phase. */
    public synchronized void mark(String kind, String text) {
        marks.add(new Mark(seconds(nanoTime.getAsLong() - startNanos), kind, text));
    }

    /** Everything so far; a copy. */
    public synchronized Measured soFar() {
        Totals totals = totals();
        return new Measured(
                started,
                seconds(lastNanos - startNanos),
                warmUpSeconds,
                series,
                totals,
                latencies.copy(),
                marks,
                Bottleneck.warnings(series.stream().filter(this::counts).toList(), totals, latencies));
    }

    /** Takes the last, incomplete second, and looks no further. The second call says what the first one said. */
    public Measured stop() {
        watch.stop();
        thread.shutdownNow();
        synchronized (this) {
            if (!stopped) {
                stopped = true;
                take(0);
            }
            return soFar();
        }
    }

    @Override
    public void close() {
        stop();
    }

    void sample() {
        synchronized (this) {
            if (!stopped) {
                take(SHORTEST_NANOS);
            }
        }
    }

    /** Takes what came since the last time, unless that was just now: after a pause the timer catches up. */
    private void take(long shortestNanos) {
        long now = nanoTime.getAsLong();
        long length = now - lastNanos;
        if (length <= shortestNanos) {
            return;
        }
        Sums before = sums;
        sums = Sums.of(meters);
        Second second = second(sums.since(before), length);
        lastNanos = now;
        mostConnected = Math.max(mostConnected, second.connected());
        peakHeap = Math.max(peakHeap, second.generator().heapBytes());
        int last = series.size() - 1;
        boolean full = last < 0 || series.get(last).length() >= secondsEach - 0.5;
        if (full && length >= SHORTEST_NANOS) {
            series.add(second);
        } else if (last >= 0) {
            series.set(last, series.get(last).and(second));
        } else {
            series.add(second);
        }
        if (series.size() > MOST_SECONDS) {
            thinOut();
        }
    }

    private boolean counts(Second second) {
        return counts(second.at());
    }

    private boolean counts(double at) {
        return warmUpSeconds == 0 || at >= warmUpSeconds - ABOUT;
    }

    private Second second(Sums more, long nanos) {
        boolean counts = counts(seconds(lastNanos - startNanos));
        return new Second(
                seconds(lastNanos - startNanos),
                seconds(nanos),
                more.offered(),
                more.sent(),
                more.acknowledged(),
                more.refused(),
                more.repeated(),
                more.gaveUp(),
                sinceDue.next(true),
                sinceSent.next(true),
                endToEnd.next(counts),
                sums.connected(),
                more.connects(),
                more.reconnects(),
                more.connectFailures(),
                more.disconnects(),
                connecting.next(true),
                more.errors(),
                more.faults(),
                watch.next(nanos, sendLag.next(true), loopLag.next(counts)));
    }

    private void thinOut() {
        for (int i = 0; i + 1 < series.size(); i++) {
            series.set(i, series.get(i).and(series.remove(i + 1)));
        }
        secondsEach *= 2;
    }

    private Totals totals() {
        return new Totals(
                sums.offered(),
                sums.sent(),
                sums.unanswerable(),
                sums.acknowledged(),
                sums.refused(),
                sums.repeated(),
                sums.gaveUp(),
                mostConnected,
                sums.connects(),
                sums.reconnects(),
                sums.connectFailures(),
                sums.disconnects(),
                sums.cutOff(),
                sums.dueWarming(),
                sums.takenWarming(),
                endToEnd.seen(),
                sums.errors(),
                sums.faults(),
                watch.cpuSeconds(),
                host.cores(),
                peakHeap);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
