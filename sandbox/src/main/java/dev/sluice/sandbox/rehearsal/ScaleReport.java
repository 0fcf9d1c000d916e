package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.MachineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The same devices on one replica, on two, on all: medians over the rounds. */
final class ScaleReport extends RehearsalReport {

    private final RehearsalSettings settings;
    private final Instant began;
    private final double loadBefore;
    private final List<ScaleRun> runs;

    ScaleReport(RehearsalSettings settings, Instant began, double loadBefore, List<ScaleRun> runs) {
        this.settings = settings;
        this.began = began;
        this.loadBefore = loadBefore;
        this.runs = runs;
    }

    /**
     * Medians over the rounds; CPU is microseconds for each acknowledged message.
     *
     * @param bridgesMicros of all replicas together
     */
    record Median(
            int replicas,
            double perSecond,
            double p50Micros,
            double p99Micros,
            double bridgesMicros,
            double balancerMicros,
            double kafkaMicros,
            double devicesMicros,
            double others) {

        /** What one core of their own would carry, in messages per second, if a message costs there what it cost here. */
        double perCore() {
            return bridgesMicros == 0 ? 0 : 1e6 / bridgesMicros;
        }

        double balancerPerCore() {
            return balancerMicros == 0 ? 0 : 1e6 / balancerMicros;
        }
    }

    Median median(int replicas) {
        List<ScaleRun> some =
                runs.stream().filter(run -> run.replicas() == replicas).toList();
        return new Median(
                replicas,
                median(some, ScaleRun::perSecond),
                median(some, ScaleRun::p50Micros),
                median(some, ScaleRun::p99Micros),
                median(some, run -> run.perMessage(run.bridges())),
                median(some, run -> run.perMessage(run.balancer())),
                median(some, run -> run.perMessage(run.kafka())),
                median(some, run -> run.perMessage(run.devices())),
                median(some, ScaleRun::others));
    }

    /** Of two in the middle their mean. */
    private static double median(List<ScaleRun> some, ToDoubleFunction<ScaleRun> figure) {
        double[] sorted = some.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    List<Median> medians() {
        List<Median> medians = new ArrayList<>();
        for (int replicas = 1; replicas <= settings.replicas(); replicas++) {
            medians.add(median(replicas));
        }
        return medians;
    }

    @Override
    Findings findings() {
        return runs.stream().map(ScaleRun::findings).reduce(Findings.NONE, Findings::plus);
    }

    @Override
    List<String> complaints() {
        return runs.stream()
                .filter(run -> run.acknowledged() == 0)
                .map(run -> "Nothing was acknowledged in round " + run.round() + " on " + run.replicas() + " replicas.")
                .toList();
    }

    @Override
    List<String> table() {
        return new ScaleTable(settings, loadBefore, medians()).lines();
    }

    @Override
    Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scene", settings.scene().word());
        all.put("command", settings.command());
        all.put("began", began.toString());
        all.put("cores", MachineClock.cores());
        all.put("loadAverageBefore", loadBefore);
        all.put("median", medians());
        all.put("runs", runs.stream().map(ScaleReport::run).toList());
        return all;
    }

    private static Map<String, Object> run(ScaleRun run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("round", run.round());
        row.put("replicas", run.replicas());
        row.put("acknowledged", run.acknowledged());
        row.put("perSecond", run.perSecond());
        row.put("p50Micros", run.p50Micros());
        row.put("p99Micros", run.p99Micros());
        row.put("bridgesCpu", millis(run.bridges()));
        row.put("balancerCpu", millis(run.balancer()));
        row.put("kafkaCpu", millis(run.kafka()));
        row.put("devicesCpu", millis(run.devices()));
        row.put("others", run.others());
        row.put("findings", run.findings());
        return row;
    }

    private static long millis(Duration cpu) {
        return cpu.toMillis();
    }
}
