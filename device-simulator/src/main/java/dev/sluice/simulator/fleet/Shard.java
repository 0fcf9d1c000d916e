package dev.sluice.simulator.fleet;

import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.measure.Meter;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The devices that share one thread, their schedule and their measurements.
 *
 * <p>What happens per message is plain arithmetic on that thread; the counters that other threads read count rare events only.
 */
public final class Shard {

    private final EventExecutor executor;
    private final FleetClock clock;
    private final Meter meter = new Meter();
    private final List<Device> devices = new ArrayList<>();

    // of this thread alone
    private final DueWheel wheel;
    private boolean publishing;

    // of any thread
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger everConnected = new AtomicInteger();
    private final AtomicLong lastAcknowledgedNanos = new AtomicLong();
    private final LongAdder reconnects = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile String lastTrouble;

    Shard(EventExecutor executor, FleetClock clock) {
        this.executor = executor;
        this.clock = clock;
        this.wheel = new DueWheel(clock.originNanos());
    }

    public EventExecutor executor() {
        return executor;
    }

    public FleetClock clock() {
        return clock;
    }

    public Meter meter() {
        return meter;
    }

    /**
     * A device has a connection on which it may publish.
     *
     * @param tookNanos from the beginning of this attempt
     */
    public void connected(boolean again, long tookNanos) {
        connected.incrementAndGet();
        if (again) {
            reconnects.increment();
        } else {
            everConnected.incrementAndGet();
        }
        meter.connected(again, tookNanos);
    }

    /** An attempt to connect came to nothing. */
    public void connectFailed(Device device, LinkEnd end) {
        meter.connectFailed(end.reason());
        trouble(device.name() + ": " + end.detail());
    }

    /** A device that was connected is no more. */
    public void disconnected(Device device, LinkEnd end) {
        connected.decrementAndGet();
        if (end == LinkEnd.CUT_OFF) {
            meter.cutOff();
        } else if (!end.isQuiet()) {
            meter.disconnected(end.reason());
            trouble(device.name() + ": " + end.detail());
        }
    }

    /** Something went wrong that a person may want to read. */
    public void trouble(String what) {
        lastTrouble = what;
    }

    /** Messages that were sent again. */
    public void repeated(int messages) {
        repeated.add(messages);
        meter.repeated(messages);
    }

    void refused(String what, String reason) {
        refusedGreeting(what, reason);
        refused.increment();
    }

    /** The broker does not want what the device says at the beginning of a connection. */
    public void refusedGreeting(String what, String reason) {
        meter.refused(reason);
        lastTrouble = what + " refused: " + reason;
    }

    boolean mayPublish() {
        return publishing;
    }

    DueWheel wheel() {
        return wheel;
    }

    void acknowledged(long dueNanos, long firstSentNanos, long nowNanos) {
        lastAcknowledgedNanos.lazySet(nowNanos);
        meter.acknowledged(dueNanos, firstSentNanos, nowNanos);
    }

    void add(Device device) {
        devices.add(device);
    }

    List<Device> devices() {
        return devices;
    }

    /**
     * Lets the devices publish: each from when it was to connect first.
     *
     * @param connectNanos when the fleet began to connect
     */
    void start(long startNanos, long connectNanos) {
        publishing = true;
        executor.scheduleAtFixedRate(this::tick, 0, DueWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
        for (Device device : devices) {
            long first =
                    connectNanos + TimeUnit.MILLISECONDS.toNanos(device.plan().connectAfterMillis());
            device.begin(startNanos, first - startNanos > 0 ? first : startNanos);
            if (device.plan().faults() != LinkFaults.NONE) {
                new Mishaps(device, executor, this::mayPublish)
                        .begin(device.plan().faults());
            }
        }
    }

    private void tick() {
        if (publishing) {
            wheel.turnTo(System.nanoTime());
        }
    }

    /** Sends what is due by now where there is room for it, and nothing after that. */
    void stop() {
        if (!publishing) {
            return;
        }
        wheel.turnTo(System.nanoTime());
        publishing = false;
        long given = devices.stream()
                .filter(device -> !device.plan().faults().readsSlowly())
                .mapToLong(Device::backlog)
                .sum();
        devices.stream()
                .filter(device -> device.plan().faults().readsSlowly())
                .forEach(device -> meter.fault("left unsent by a slow reader", device.backlog()));
        if (given > 0) {
            meter.gaveUp(given);
        }
    }

    void storm(double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Device device : devices) {
            if (random.nextDouble() < share) {
                device.link().drop("storm");
            }
        }
    }

    /** Moment of the last acknowledgement, {@code System.nanoTime()}; 0 = none yet. */
    long lastAcknowledgedNanos() {
        return lastAcknowledgedNanos.get();
    }

    FleetCounts counts() {
        long sent = 0;
        long unanswerable = 0;
        long acknowledged = 0;
        for (Device device : devices) {
            acknowledged += device.log().acknowledgedCount();
            unanswerable += device.unanswerable();
            sent += device.log().sentCount();
        }
        return new FleetCounts(
                devices.size(),
                connected.get(),
                everConnected.get(),
                sent,
                unanswerable,
                acknowledged,
                refused.sum(),
                reconnects.sum(),
                repeated.sum(),
                Optional.ofNullable(lastTrouble));
    }
}
