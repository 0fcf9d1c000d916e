package dev.sluice.simulator.run;

import dev.sluice.simulator.fleet.Fleet;
import dev.sluice.simulator.fleet.FleetCounts;
import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.RunMeasures;
import dev.sluice.simulator.scenario.QosMix;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.StormSpec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One run of a scenario, from the first connection to the last acknowledgement that is waited for. */
public final class ScenarioRun {

    private static final long LOOK_MILLIS = 100;
    private static final double LONGEST_ARRIVAL_SECONDS = 60;
    private static final long LEDGER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RunPlan plan;
    private final LinkFactory links;
    private final Arrivals arrivals;
    private final Onlooker onlooker;
    private final CountDownLatch stop = new CountDownLatch(1);

    private Fleet fleet;
    private RunMeasures measures;
    private long startNanos;
    private long startedAtMillis;
    private long ledgerNanos;

    /**
     * @param links closed at the end
     */
    public ScenarioRun(RunPlan plan, LinkFactory links, Arrivals arrivals, Onlooker onlooker) {
        this.plan = plan;
        this.links = links;
        this.arrivals = arrivals;
        this.onlooker = onlooker;
    }

    /** Ends the run early, from any thread; {@link #run} then returns soon, with its ledger written. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs to the end.
     *
     * @throws IOException when the ledger cannot be written
     * @throws java.io.UncheckedIOException when a file of the devices' TLS cannot be read
     * @throws IllegalArgumentException when a file is not what it should be
     */
    public RunOutcome run() throws IOException, InterruptedException {
        try (LinkFactory closed = links) {
            fleet = Fleet.ofGroups(new FleetPlans(plan.scenario(), plan.destination(), plan.folder()).all(), closed);
            try (Fleet open = fleet;
                    RunMeasures watching = new RunMeasures(open.meters(), arrivals)) {
                measures = watching;
                return lead();
            }
        }
    }

    private RunOutcome lead() throws IOException, InterruptedException {
        Scenario scenario = plan.scenario();
        startedAtMillis = System.currentTimeMillis();
        startNanos = System.nanoTime();
        writeLedger(Ledger.State.RUNNING);
        measures.start(fleet.threads(), plan.warmUpSeconds() + (plan.fromConnected() ? longestToConnect() : 0));
        fleet.connect();
        fleet.start();
        if (!waitUntil(() -> fleet.counts().everConnected() > 0, plan.connectSeconds()) && stop.getCount() > 0) {
            return outcome(Optional.of(nobodyConnected()));
        }
        double seconds = (plan.fromConnected() ? connectAll() : 0)
                + (scenario.duration().nanos() == 0
                        ? Double.POSITIVE_INFINITY
                        : scenario.duration().seconds());
        for (StormSpec storm : inOrder(scenario)) {
            waitUntil(fleet::isDone, Math.min(seconds, storm.at().seconds()));
            if (stop.getCount() > 0 && !fleet.isDone() && elapsed() < seconds) {
                measures.mark(
                        "storm", String.format(Locale.ROOT, "%.0f %% of the devices cut off", storm.share() * 100));
                fleet.storm(storm.share());
            }
        }
        waitUntil(fleet::isDone, seconds);
        fleet.stopPublishing();
        measures.mark("end", "devices stop publishing");
        waitUntil(() -> fleet.counts().outstanding() == 0, elapsed() + plan.waitAcksSeconds());
        waitUntil(() -> arrivals.allIn(fleet.counts().acknowledged()), elapsed() + LONGEST_ARRIVAL_SECONDS);
        return outcome(Optional.empty());
    }

    /** Waits for the last device, lets the warm-up begin, and says when that was: seconds since the start. */
    private double connectAll() throws IOException, InterruptedException {
        waitUntil(() -> fleet.counts().everConnected() == fleet.counts().devices(), longestToConnect());
        double connected = elapsed();
        measures.warmUpUntil(connected + plan.warmUpSeconds());
        return connected;
    }

    private double longestToConnect() {
        return plan.connectSeconds()
                + plan.scenario().fleets().stream()
                        .mapToDouble(spec -> spec.ramp().seconds())
                        .max()
                        .orElse(0);
    }

    private static Deque<StormSpec> inOrder(Scenario scenario) {
        return new ArrayDeque<>(scenario.storms().stream()
                .sorted(Comparator.comparingLong(storm -> storm.at().nanos()))
                .toList());
    }

    private String nobodyConnected() {
        String why =
                fleet.counts().trouble().map(trouble -> " (" + trouble + ")").orElse("");
        return "No device could connect to " + plan.destination().address() + " within "
                + String.format(Locale.ROOT, "%.0f s", plan.connectSeconds()) + why
                + ". Nothing was published. Is a broker listening there, and does it let such devices in?";
    }

    private RunOutcome outcome(Optional<String> failure) throws IOException {
        FleetCounts counts = fleet.counts();
        Measured measured = measures.stop();
        boolean interrupted = stop.getCount() == 0;
        writeLedger(interrupted ? Ledger.State.INTERRUPTED : Ledger.State.FINISHED);
        return new RunOutcome(measured, ofFleets(), counts, interrupted, failure);
    }

    private Map<String, Measured> ofFleets() {
        Map<String, Measured> each = new LinkedHashMap<>();
        for (int i = 0; i < plan.scenario().fleets().size(); i++) {
            each.put(
                    plan.scenario().fleets().get(i).prefix(),
                    new RunMeasures(fleet.metersOf(i), RunMeasures.NOBODY_LOOKS).stop());
        }
        return each;
    }

    /** Whether the condition held before so many seconds of the run were over, and before it was told to stop. */
    private boolean waitUntil(BooleanSupplier condition, double untilSeconds) throws IOException, InterruptedException {
        while (elapsed() < untilSeconds) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
            onlooker.look(measures::soFar);
            if (System.nanoTime() - ledgerNanos > LEDGER_EVERY_NANOS) {
                writeLedger(Ledger.State.RUNNING);
            }
        }
        return condition.getAsBoolean();
    }

    private double elapsed() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private void writeLedger(Ledger.State state) throws IOException {
        ledgerNanos = System.nanoTime();
        if (plan.ledger().isPresent()) {
            plan.ledger()
                    .get()
                    .write(new Ledger(
                            state, highestQos(), startedAtMillis, System.currentTimeMillis(), fleet.ledgerEntries()));
        }
    }

    private int highestQos() {
        int highest = 0;
        for (var fleetSpec : plan.scenario().fleets()) {
            QosMix mix = fleetSpec.qos();
            for (int qos = highest + 1; qos <= 2; qos++) {
                highest = mix.weights().get(qos) > 0 ? qos : highest;
            }
        }
        return highest;
    }
}
