package dev.sluice.simulator.fleet;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * The devices that share one thread, their schedule and their measurements.
 *
 * <p>What happens per message is plain arithmetic on that thread; the counters that other threads read count rare events only.
 */
public final class Shard {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final EventExecutor executor;
    private final FleetClock clock;
    private final AtomicBoolean publishing;
    private final List<Device> devices = new ArrayList<>();
    private final List<DeviceLink> links = new ArrayList<>();

    // of this thread alone; others ask for a copy
    private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
    private long lastAcknowledgedNanos;
    private Schedule schedule;

    // of any thread
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger everConnected = new AtomicInteger();
    private final LongAdder reconnects = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile String lastTrouble;

    Shard(EventExecutor executor, FleetClock clock, AtomicBoolean publishing) {
        this.executor = executor;
        this.clock = clock;
        this.publishing = publishing;
    }

    public EventExecutor executor() {
        return executor;
    }

    public FleetClock clock() {
        return clock;
    }

    /** A device has a connection on which it may publish. */
    public void connected(boolean again) {
        connected.incrementAndGet();
        if (again) {
            reconnects.increment();
        } else {
            everConnected.incrementAndGet();
        }
    }

    /** A device that was connected is no more. */
    public void disconnected() {
        connected.decrementAndGet();
    }

    /** Something went wrong that a person may want to read, such as why connections fail. */
    public void trouble(String what) {
        lastTrouble = what;
    }

    /** Messages that were sent again. */
    public void repeated(int messages) {
        repeated.add(messages);
    }

    void refused(String what) {
        refused.increment();
        lastTrouble = what;
    }

    boolean mayPublish() {
        return publishing.getOpaque();
    }

    void acknowledged(long firstSentNanos, long nowNanos) {
        latencyMicros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, (nowNanos - firstSentNanos) / 1000)));
        lastAcknowledgedNanos = nowNanos;
    }

    void add(Device device, DeviceLink link) {
        devices.add(device);
        links.add(link);
    }

    List<Device> devices() {
        return devices;
    }

    /** Lets the devices publish: all at once, or as the schedule has it. */
    void start(double messagesPerSecond) {
        if (messagesPerSecond > 0) {
            schedule = new Schedule(messagesPerSecond, devices.size(), System.nanoTime());
            executor.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.MILLISECONDS);
        } else {
            for (int i = 0; i < devices.size(); i++) {
                devices.get(i).allowAll();
                links.get(i).wake();
            }
        }
    }

    private void tick() {
        if (!mayPublish()) {
            return;
        }
        int first = schedule.turn();
        long due = schedule.due(System.nanoTime());
        for (long i = 0; i < due; i++) {
            devices.get((int) ((first + i) % devices.size())).allowOneMore();
        }
        for (int i = 0; i < Math.min(due, devices.size()); i++) {
            links.get((first + i) % links.size()).wake();
        }
    }

    CompletableFuture<ShardMeasurements> measurements() {
        return CompletableFuture.supplyAsync(
                () -> new ShardMeasurements(latencyMicros.copy(), lastAcknowledgedNanos), executor);
    }

    FleetCounts counts() {
        long sent = 0;
        long acknowledged = 0;
        for (Device device : devices) {
            acknowledged += device.log().acknowledgedCount();
            sent += device.log().sentCount();
        }
        return new FleetCounts(
                devices.size(),
                connected.get(),
                everConnected.get(),
                sent,
                acknowledged,
                refused.sum(),
                reconnects.sum(),
                repeated.sum(),
                Optional.ofNullable(lastTrouble));
    }

    /** @param lastAcknowledgedNanos moment of the last acknowledgement, {@code System.nanoTime()}; 0 = none yet */
    record ShardMeasurements(Histogram latencyMicros, long lastAcknowledgedNanos) {}
}
