package dev.sluice.simulator.fleet;

import dev.sluice.simulator.ledger.LedgerEntry;
import dev.sluice.simulator.measure.Meter;
import dev.sluice.simulator.measure.RunMeasures;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All devices of a run: connect, start, stop publishing, look on, close. For the thread that leads the run.
 */
public final class Fleet implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final LinkFactory links;
    /** One for each thread and group. */
    private final List<Shard> shards = new ArrayList<>();

    private final List<List<Shard>> groups = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private long connectNanos;
    private long storms;

    /**
     * Devices of one kind.
     *
     * @throws IllegalArgumentException as {@link #ofGroups}
     * @throws java.io.UncheckedIOException as {@link #ofGroups}
     */
    public Fleet(List<DevicePlan> plans, LinkFactory links) {
        this(links, List.of(plans));
    }

    /**
     * Devices of several kinds.
     *
     * @param groups the devices of each; each group has meters of its own
     * @throws IllegalArgumentException when one plans faults that the client library cannot make, or its TLS files are no use
     * @throws java.io.UncheckedIOException when a TLS file cannot be read
     */
    public static Fleet ofGroups(List<List<DevicePlan>> groups, LinkFactory links) {
        return new Fleet(links, groups);
    }

    private Fleet(LinkFactory links, List<List<DevicePlan>> groups) {
        this.links = links;
        FleetClock clock = FleetClock.now();
        for (List<DevicePlan> group : groups) {
            List<Shard> own = new ArrayList<>();
            for (EventExecutor executor : links.executors()) {
                own.add(new Shard(executor, clock));
            }
            this.groups.add(own);
            shards.addAll(own);
            for (int i = 0; i < group.size(); i++) {
                add(group.get(i), own.get(i % own.size()));
            }
        }
    }

    private void add(DevicePlan plan, Shard shard) {
        if (!plan.faults().equals(LinkFaults.NONE) && !links.canFail()) {
            throw new IllegalArgumentException(
                    "faults of " + plan.name().device() + "'s connection need the lean client");
        }
        Device device = new Device(plan, shard);
        device.use(links.link(device, shard));
        shard.add(device);
        devices.add(device);
    }

    /** Begins to connect every device, each at its time. */
    public void connect() {
        connectNanos = System.nanoTime();
        for (Device device : devices) {
            device.executor()
                    .schedule(() -> device.link().connect(), device.plan().connectAfterMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Lets the devices publish from now on, each from when it was to connect first. */
    public void start() {
        long now = System.nanoTime();
        shards.forEach(shard -> shard.executor().execute(() -> shard.start(now, connectNanos)));
    }

    /** Nothing new is published from now on; what is unacknowledged is still repeated after a reconnect. */
    public void stopPublishing() {
        onEveryShard(Shard::stop);
    }

    /**
     * Cuts devices off, all at the same moment, so that they come back together. Devices that are not connected are not counted out.
     *
     * @param share of all devices, 0 to 1; which ones differs from storm to storm and is the same in every run
     * @throws IllegalStateException when the client library cannot do that
     */
    public void storm(double share) {
        if (!links.canFail()) {
            throw new IllegalStateException("a reconnect storm needs the lean client");
        }
        long seed = ++storms;
        for (int i = 0; i < shards.size(); i++) {
            Shard shard = shards.get(i);
            long own = seed * 1_000 + i;
            shard.executor().execute(() -> shard.storm(share, own));
        }
    }

    /** Lets every device meet a second one with its client id, at once. */
    void meetTwins() {
        for (Shard shard : shards) {
            shard.executor()
                    .execute(() ->
                            shard.devices().forEach(device -> device.link().meetTwin()));
        }
    }

    /** Whether every device has published its quota. */
    public boolean isDone() {
        return devices.stream().allMatch(Device::isDone);
    }

    /** The threads that devices run on, in the order of {@link #meters}. */
    public List<EventExecutor> threads() {
        return shards.stream().map(Shard::executor).toList();
    }

    /** What happens, one meter for each thread and group. */
    public List<Meter> meters() {
        return shards.stream().map(Shard::meter).toList();
    }

    /** Those of the group at {@code index}. */
    public List<Meter> metersOf(int index) {
        return groups.get(index).stream().map(Shard::meter).toList();
    }

    public FleetCounts counts() {
        return shards.stream().map(Shard::counts).reduce(FleetCounts.NONE, FleetCounts::plus);
    }

    /** Times from first sending to acknowledgement so far, in microseconds; a copy. */
    public FleetLatency latency() {
        long last = 0;
        for (Shard shard : shards) {
            long its = shard.lastAcknowledgedNanos();
            last = last == 0 || (its != 0 && its - last > 0) ? its : last;
        }
        RunMeasures measures = new RunMeasures(meters(), RunMeasures.NOBODY_LOOKS);
        return new FleetLatency(measures.stop().latencies().sinceSent(), last);
    }

    /** The devices' books as they are now. */
    public List<LedgerEntry> ledgerEntries() {
        return devices.stream().map(device -> device.log().entry()).toList();
    }

    /** Disconnects every device and ends the threads. */
    @Override
    public void close() {
        stopPublishing();
        onEveryShard(shard -> shard.devices().forEach(device -> device.link().disconnect()));
        links.close();
    }

    private void onEveryShard(Consumer<Shard> action) {
        CompletableFuture.allOf(shards.stream()
                        .map(shard -> CompletableFuture.runAsync(() -> action.accept(shard), shard.executor()))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(tooLate -> null)
                .join();
    }
}
