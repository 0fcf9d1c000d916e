package dev.sluice.simulator.publish;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.simulator.fleet.Fleet;
import dev.sluice.simulator.fleet.FleetCounts;
import dev.sluice.simulator.fleet.FleetLatency;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.RunMeasures;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.progress.ProgressLine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Connects, publishes, waits for what is outstanding, and keeps the books. */
public final class PublishRun {

    private static final long LOOK_MILLIS = 20;
    private static final long LEDGER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Fleet fleet;
    private final RunSettings settings;
    private final ProgressLine progress;
    private final CountDownLatch stop = new CountDownLatch(1);

    private long startedAtMillis;
    private long ledgerNanos;
    private long rateNanos;
    private long rateCompleted;

    public PublishRun(Fleet fleet, RunSettings settings, ProgressLine progress) {
        this.fleet = fleet;
        this.settings = settings;
        this.progress = progress;
    }

    /** Ends the run early, from any thread; {@link #run} then returns soon, with its ledger written. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs to the end. The fleet stays open.
     *
     * @throws NoBrokerException when no device connects in time
     * @throws IOException when the ledger cannot be written
     */
    public RunResult run() throws NoBrokerException, IOException, InterruptedException {
        try (RunMeasures measures = new RunMeasures(fleet.meters(), RunMeasures.NOBODY_LOOKS)) {
            return run(measures);
        }
    }

    private RunResult run(RunMeasures measures) throws NoBrokerException, IOException, InterruptedException {
        startedAtMillis = System.currentTimeMillis();
        writeLedger(Ledger.State.RUNNING);
        connect(measures);
        long start = System.nanoTime();
        double cpuAtStart = cpuSeconds();
        rateNanos = start;
        measures.start(fleet.threads(), settings.warmUpSeconds());
        if (stop.getCount() > 0) {
            fleet.start();
        }
        double limit = settings.seconds() == 0 ? Double.POSITIVE_INFINITY : settings.seconds();
        boolean toldToStop = waitUntil(() -> fleet.isDone() || enough() || nobodyLeft(), start, limit, start);
        fleet.stopPublishing();
        long published = System.nanoTime();
        if (!toldToStop && settings.qos() > 0) {
            toldToStop =
                    waitUntil(() -> nothingOutstanding() || nobodyLeft(), published, settings.waitAcksSeconds(), start);
        }
        RunResult result = result(start, published, cpuSeconds() - cpuAtStart, toldToStop, measures.stop());
        progress.clear();
        writeLedger(toldToStop ? Ledger.State.INTERRUPTED : Ledger.State.FINISHED);
        return result;
    }

    private void connect(RunMeasures measures) throws NoBrokerException, InterruptedException {
        fleet.connect();
        long start = System.nanoTime();
        FleetCounts counts = fleet.counts();
        while (counts.connected() < enoughDevices(counts)
                && seconds(start, System.nanoTime()) < settings.connectSeconds()) {
            if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            counts = fleet.counts();
        }
        String why = counts.trouble().map(trouble -> " (" + trouble + ")").orElse("");
        if (counts.everConnected() == 0) {
            throw new NoBrokerException(
                    "No device could connect to " + settings.address() + " within "
                            + Figures.seconds(settings.connectSeconds()) + why + ". Is a broker listening there?",
                    measures.stop());
        }
        if (counts.connected() < enoughDevices(counts)) {
            progress.say("Only " + counts.connected() + " of " + Figures.plural(counts.devices(), "device")
                    + " connected within " + Figures.seconds(settings.connectSeconds()) + why
                    + "; publishing begins, the rest keep trying.");
        }
    }

    private int enoughDevices(FleetCounts counts) {
        return settings.gradually() ? 1 : counts.devices();
    }

    private boolean enough() {
        return settings.until().filter(Files::exists).isPresent();
    }

    private boolean nothingOutstanding() {
        return fleet.counts().outstanding() == 0;
    }

    private boolean nobodyLeft() {
        return !settings.reconnect() && fleet.counts().connected() == 0;
    }

    /** Whether the run was told to stop before the condition held or the time was over. */
    private boolean waitUntil(BooleanSupplier condition, long from, double limitSeconds, long start)
            throws IOException, InterruptedException {
        while (!condition.getAsBoolean() && seconds(from, System.nanoTime()) < limitSeconds) {
            if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
            progress.show(() -> line(start));
            if (System.nanoTime() - ledgerNanos > LEDGER_EVERY_NANOS) {
                writeLedger(Ledger.State.RUNNING);
            }
        }
        return stop.getCount() == 0;
    }

    private String line(long start) {
        FleetCounts counts = fleet.counts();
        long now = System.nanoTime();
        long completed = settings.qos() == 0 ? counts.sent() : counts.acknowledged();
        double rate = (completed - rateCompleted) / seconds(rateNanos, now);
        rateCompleted = completed;
        rateNanos = now;
        String text = String.format("%7s  sent %s", Figures.seconds(seconds(start, now)), Figures.count(counts.sent()));
        if (settings.qos() > 0) {
            FleetLatency latency = fleet.latency();
            text += "  acknowledged " + Figures.count(counts.acknowledged()) + "  in flight "
                    + Figures.count(counts.outstanding())
                    + (latency.micros().getTotalCount() == 0
                            ? ""
                            : "  p50 " + Figures.micros(latency.micros().getValueAtPercentile(50)) + "  p99 "
                                    + Figures.micros(latency.micros().getValueAtPercentile(99)));
        }
        text += "  " + Figures.count(Math.round(rate)) + "/s";
        if (counts.reconnects() > 0 || counts.connected() < counts.devices()) {
            text += "  connected " + counts.connected() + "/" + counts.devices() + "  reconnects "
                    + Figures.count(counts.reconnects());
        }
        return text;
    }

    private RunResult result(long start, long published, double cpuSeconds, boolean interrupted, Measured measured) {
        FleetCounts counts = fleet.counts();
        FleetLatency latency = fleet.latency();
        long end = settings.qos() == 0 || latency.lastAcknowledgedNanos() == 0
                ? published
                : latency.lastAcknowledgedNanos();
        double seconds = Math.max(1e-6, seconds(start, end));
        long completed = settings.qos() == 0 ? counts.sent() : counts.acknowledged();
        return new RunResult(
                settings.qos(),
                counts,
                seconds,
                completed / seconds,
                latency.micros(),
                cpuSeconds,
                interrupted,
                measured);
    }

    private void writeLedger(Ledger.State state) throws IOException {
        ledgerNanos = System.nanoTime();
        if (settings.ledger().isPresent()) {
            settings.ledger()
                    .get()
                    .write(new Ledger(
                            state, settings.qos(), startedAtMillis, System.currentTimeMillis(), fleet.ledgerEntries()));
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private static double cpuSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }
}
