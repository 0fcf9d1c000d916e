package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.bench.SideBySideSettings.Losses;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.MachineClock;
import dev.sluice.sandbox.program.Programs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sluice beside others, in turn, with one load generator and one Kafka on one machine: how fast, how quickly answered, at what cost, and what is
 * lost when parts fail.
 *
 * <p>All of them run from beginning to end, since the idle ones cost nothing; only one has devices at a time. Their order turns round from round to
 * round. Losses are tried with fresh ones.
 */
public final class SideBySide {

    private final SideBySideSettings settings;
    private final PeerGround ground;
    private final Consumer<String> progress;
    private final Map<PeerKind, Contender> contenders = new EnumMap<>(PeerKind.class);

    private SideBySide(SideBySideSettings settings, PeerGround ground, Consumer<String> progress) {
        this.settings = settings;
        this.ground = ground;
        this.progress = progress;
    }

    /**
     * Measures; takes minutes.
     *
     * @param progress is told, in a few words each time, what goes on
     * @throws EnvironmentException when this machine has none of the peers, or a program does not start or ends badly
     */
    public static SideBySideReport run(SideBySideSettings settings, Consumer<String> progress) {
        var programs = Programs.found();
        List<PeerKind> present = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (PeerKind kind : settings.peers()) {
            Peers.missing(kind, programs).ifPresentOrElse(leftOut::add, () -> present.add(kind));
        }
        if (present.isEmpty()) {
            throw new EnvironmentException(String.join(System.lineSeparator(), leftOut));
        }
        leftOut.forEach(progress);
        double loadBefore = MachineClock.loadAverage();
        progress.accept("starting Kafka");
        try (var ground = PeerGround.start(programs, settings)) {
            var side = new SideBySide(settings, ground, progress);
            return new SideBySideReport(settings, side.measure(present), leftOut, loadBefore);
        }
    }

    private List<PeerResult> measure(List<PeerKind> kinds) {
        try {
            kinds.forEach(this::start);
            Map<PeerKind, List<Throughput>> rounds = rounds(kinds);
            Map<PeerKind, Timing> timings = new EnumMap<>(PeerKind.class);
            kinds.forEach(kind -> timings.put(kind, timing(kind)));
            Map<PeerKind, Map<String, Long>> peaks = new EnumMap<>(PeerKind.class);
            contenders.forEach((kind, contender) -> peaks.put(kind, contender.peakBytes()));
            end();
            return kinds.stream()
                    .map(kind ->
                            new PeerResult(kind, rounds.get(kind), timings.get(kind), peaks.get(kind), losses(kind)))
                    .toList();
        } finally {
            end();
        }
    }

    private void start(PeerKind kind) {
        String topic = "bench." + kind.word();
        if (kind.reachesKafka()) {
            ground.createTopic(topic);
        }
        progress.accept(kind.word() + ": start and warm-up");
        Contender contender = kind.speaksMqtt()
                ? new BrokerContender(
                        ground,
                        kind,
                        Peers.started(kind, ground, ground.folder().resolve(kind.word()), topic),
                        kind.reachesKafka() ? Optional.of(topic) : Optional.empty())
                : new ProducerContender(ground, topic);
        contenders.put(kind, contender);
        if (settings.warmUp() > 0 && kind.isCompiledAsItRuns()) {
            contender.warmUp(settings.warmUp());
        }
    }

    private Map<PeerKind, List<Throughput>> rounds(List<PeerKind> kinds) {
        Map<PeerKind, List<Throughput>> rounds = new EnumMap<>(PeerKind.class);
        List<PeerKind> order = new ArrayList<>(kinds);
        for (int round = 1; round <= settings.load().rounds(); round++) {
            for (PeerKind kind : order) {
                progress.accept("round " + round + " of " + settings.load().rounds() + ": " + kind.word());
                rounds.computeIfAbsent(kind, none -> new ArrayList<>())
                        .add(contenders.get(kind).round());
            }
            Collections.reverse(order);
        }
        return rounds;
    }

    private Timing timing(PeerKind kind) {
        progress.accept(kind.word() + " at " + settings.rate() + " messages/s");
        return contenders.get(kind).timed(settings.rate(), settings.rateTime());
    }

    private Map<Strike, Loss> losses(PeerKind kind) {
        Map<Strike, Loss> losses = new EnumMap<>(Strike.class);
        if (kind.canLose() && settings.losses().isPresent()) {
            Losses how = settings.losses().get();
            var trial = new LossTrial(ground, how);
            for (Strike strike : Strike.values()) {
                progress.accept(kind.word() + ": " + strike.inWords(how));
                losses.put(strike, trial.of(kind, strike));
            }
        }
        return losses;
    }

    private void end() {
        contenders.values().forEach(Contender::close);
        contenders.clear();
    }
}
