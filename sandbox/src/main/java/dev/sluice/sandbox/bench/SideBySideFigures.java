package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.MachineClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured side by side, as JSON has it: CPU in seconds per million messages; null for what a peer does not have. */
final class SideBySideFigures {

    private final SideBySideSettings settings;
    private final List<PeerResult> results;
    private final List<String> leftOut;
    private final double loadBefore;

    SideBySideFigures(SideBySideSettings settings, List<PeerResult> results, List<String> leftOut, double loadBefore) {
        this.settings = settings;
        this.results = results;
        this.leftOut = leftOut;
        this.loadBefore = loadBefore;
    }

    Map<String, Object> all() {
        BenchSettings load = settings.load();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("messages", load.messages());
        all.put("warmUp", settings.warmUp());
        all.put("payloadBytes", load.payloadBytes());
        all.put("connections", load.connections());
        all.put("window", load.window());
        all.put("partitions", load.partitions());
        all.put("rate", settings.rate());
        all.put("rateSeconds", settings.rateTime().toMillis() / 1e3);
        all.put("kcatOptions", settings.kcatOptions());
        settings.losses().ifPresent(how -> {
            all.put("lossRate", how.rate());
            all.put("outageSeconds", how.outage().toMillis() / 1e3);
        });
        all.put("cores", MachineClock.cores());
        all.put("loadAverageBefore", loadBefore);
        all.put("leftOut", leftOut);
        Map<String, Object> peers = new LinkedHashMap<>();
        results.forEach(result -> peers.put(result.kind().word(), peer(result)));
        all.put("peers", peers);
        all.put("notes", PeerWords.of(results, settings));
        return all;
    }

    private static Map<String, Object> peer(PeerResult result) {
        Map<String, Object> peer = new LinkedHashMap<>();
        peer.put("median", figures(result.rounds()));
        peer.put(
                "rounds",
                result.rounds().stream().map(round -> figures(List.of(round))).toList());
        peer.put(
                "atRate",
                Map.of(
                        "perSecond", rounded(result.timing().perSecond()),
                        "p50Millis", rounded(result.timing().p50Millis()),
                        "p99Millis", rounded(result.timing().p99Millis())));
        peer.put("peakBytes", result.peakBytes());
        Map<String, Object> losses = new LinkedHashMap<>();
        for (Strike strike : Strike.values()) {
            losses.put(strike.word(), result.losses().get(strike));
        }
        peer.put("losses", losses);
        return peer;
    }

    private static Map<String, Object> figures(List<Throughput> rounds) {
        var median = new PeerMedian(rounds);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("acknowledgedPerSecond", orNull(median.acknowledgedPerSecond()));
        figures.put("inKafkaPerSecond", orNull(median.inKafkaPerSecond()));
        figures.put("messages", rounds.stream().mapToLong(Throughput::messages).sum());
        figures.put("stored", rounds.stream().mapToLong(Throughput::stored).sum());
        figures.put("peerCpu", orNull(median.peer()));
        Map<String, Object> processes = new LinkedHashMap<>();
        rounds.stream()
                .flatMap(round -> round.processes().keySet().stream())
                .distinct()
                .forEach(name -> processes.put(name, orNull(median.process(name))));
        figures.put("processCpu", processes);
        figures.put("kafkaCpu", orNull(median.kafka()));
        figures.put("devicesCpu", orNull(median.devices()));
        figures.put("others", orNull(median.others()));
        return figures;
    }

    private static Double orNull(OptionalDouble figure) {
        return figure.isPresent() ? rounded(figure.getAsDouble()) : null;
    }

    private static Double rounded(double figure) {
        return Double.valueOf(String.format(Locale.ROOT, "%.3f", figure));
    }
}
