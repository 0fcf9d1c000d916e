package dev.sluice.simulator.fleet;

import dev.sluice.simulator.ledger.DeviceLog;
import dev.sluice.simulator.ledger.LedgerEntry;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.PayloadTemplate;
import dev.sluice.simulator.telemetry.TopicTemplate;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * All devices of a run: connect, start, stop publishing, look on, close. For the thread that leads the run.
 */
public final class Fleet implements AutoCloseable {

    /** Devices connect at this pace, so that a large fleet does not overrun the broker's accept queue. */
    private static final long CONNECTS_PER_SECOND = 2_000;

    private final Workload workload;
    private final LinkFactory links;
    private final AtomicBoolean publishing = new AtomicBoolean();
    private final List<Shard> shards = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<DeviceLink> deviceLinks = new ArrayList<>();

    public Fleet(
            List<DeviceName> names,
            TopicTemplate topic,
            PayloadTemplate payload,
            Workload workload,
            LinkFactory links) {
        this.workload = workload;
        this.links = links;
        FleetClock clock = FleetClock.now();
        for (EventExecutor executor : links.executors()) {
            shards.add(new Shard(executor, clock, publishing));
        }
        for (DeviceName name : names) {
            Shard shard = shards.get(name.index() % shards.size());
            int quota = workload.quota(name.index(), names.size());
            Device device = new Device(
                    name, topic.of(name), payload.forDevice(name), new DeviceLog(name.device()), shard, quota);
            DeviceLink link = links.link(device, shard);
            shard.add(device, link);
            devices.add(device);
            deviceLinks.add(link);
        }
    }

    /** Begins to connect every device. */
    public void connect() {
        for (int i = 0; i < devices.size(); i++) {
            long delay = TimeUnit.SECONDS.toMicros(i) / CONNECTS_PER_SECOND;
            DeviceLink link = deviceLinks.get(i);
            executorOf(i).schedule(link::connect, delay, TimeUnit.MICROSECONDS);
        }
    }

    /** Lets the devices publish from now on. */
    public void start() {
        publishing.set(true);
        for (Shard shard : shards) {
            if (shard.devices().isEmpty()) {
                continue;
            }
            double share = workload.messagesPerSecond() * shard.devices().size() / devices.size();
            shard.executor().execute(() -> shard.start(share));
        }
    }

    /** Nothing new is published from now on; what is unacknowledged is still repeated after a reconnect. */
    public void stopPublishing() {
        publishing.set(false);
    }

    /** Whether every device has published all that the workload asks of it. */
    public boolean isDone() {
        return workload.messages() > 0 && devices.stream().allMatch(Device::isDone);
    }

    public FleetCounts counts() {
        return shards.stream().map(Shard::counts).reduce(FleetCounts.NONE, FleetCounts::plus);
    }

    /** Times from first sending to acknowledgement so far, in microseconds; a copy. */
    public FleetLatency latency() {
        List<CompletableFuture<Shard.ShardMeasurements>> parts =
                shards.stream().map(Shard::measurements).toList();
        Histogram sum = null;
        long last = 0;
        for (CompletableFuture<Shard.ShardMeasurements> part : parts) {
            Shard.ShardMeasurements measured = part.join();
            if (sum == null) {
                sum = measured.latencyMicros();
            } else {
                sum.add(measured.latencyMicros());
            }
            if (measured.lastAcknowledgedNanos() != 0) {
                last = last == 0 ? measured.lastAcknowledgedNanos() : Math.max(last, measured.lastAcknowledgedNanos());
            }
        }
        return new FleetLatency(sum, last);
    }

    /** The devices' books as they are now. */
    public List<LedgerEntry> ledgerEntries() {
        return devices.stream().map(device -> device.log().entry()).toList();
    }

    /** Disconnects every device and ends the threads. */
    @Override
    public void close() {
        stopPublishing();
        List<CompletableFuture<Void>> goodbyes = new ArrayList<>();
        for (int i = 0; i < deviceLinks.size(); i++) {
            goodbyes.add(CompletableFuture.runAsync(deviceLinks.get(i)::disconnect, executorOf(i)));
        }
        CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new))
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(tooLate -> null)
                .join();
        links.close();
    }

    private EventExecutor executorOf(int device) {
        return shards.get(device % shards.size()).executor();
    }
}
