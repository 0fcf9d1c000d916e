package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.MachineClock;
import dev.sluice.sandbox.program.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Kafka's own load tool and Sluice, in turn, on one Kafka on one machine.
 *
 * <p>The rate of either alone says little on a machine that is shared and noisy; the ratio of two that ran within the same
 * minute says more. Sides change places from round to round, so that neither always comes first.
 */
public final class Bench {

    /** Below it is the JIT compiler that is measured: after 2,000,000 messages it still took 1.4 to 2 µs a message, after 6,000,000 some 0.2. */
    private static final long LEAST_WARM_UP = 6_000_000;

    /** Load generators start cold in each round; beside the whole, figures are given without this first part. */
    private static final int HEAD_PART = 4;

    private final BenchSettings settings;
    private final Rig rig;
    private final Consumer<String> progress;

    private Bench(BenchSettings settings, Rig rig, Consumer<String> progress) {
        this.settings = settings;
        this.rig = rig;
        this.progress = progress;
    }

    /**
     * Measures; takes minutes.
     *
     * @param progress is told, in a few words each time, what goes on
     * @throws dev.sluice.sandbox.machine.EnvironmentException when a program does not start or ends badly
     */
    public static BenchReport run(BenchSettings settings, Consumer<String> progress) {
        double loadBefore = MachineClock.loadAverage();
        progress.accept("starting Kafka and the bridge");
        try (var rig = Rig.start(settings, Programs.found())) {
            return new Bench(settings, rig, progress).measure(loadBefore);
        }
    }

    private BenchReport measure(double loadBefore) {
        long warmUp = Math.max(LEAST_WARM_UP, settings.messages() / 2);
        progress.accept("warming up");
        rig.devices().run(warmUp);
        rig.raw().run(settings.messages(), head());
        List<Round> rounds = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            rounds.add(round(round));
        }
        var stages = settings.profile().map(folder -> {
            progress.accept("one round more under the profiler");
            return BridgeProfile.of(
                    rig.bridge().pid(), folder, () -> rig.devices().run(settings.messages()));
        });
        return new BenchReport(settings, rounds, loadBefore, stages);
    }

    private Round round(int number) {
        var sides = new Sides();
        long begin = System.nanoTime();
        Duration busyBefore = MachineClock.busy();
        if (number % 2 == 1) {
            raw(number, sides);
            sluice(number, sides);
        } else {
            sluice(number, sides);
            raw(number, sides);
        }
        Duration busy = MachineClock.busy().minus(busyBefore);
        double all = (System.nanoTime() - begin) * (double) MachineClock.cores();
        double others = Math.max(0, busy.minus(sides.ours()).toNanos() / all);
        return new Round(
                sides.raw,
                settings.messages(),
                sides.rawKafka,
                sides.devices,
                sides.warmPerSecond,
                sides.bridge,
                sides.bridgeThreads,
                sides.kafka,
                sides.stored,
                others,
                MachineClock.loadAverage());
    }

    private void raw(int round, Sides sides) {
        progress.accept("round " + round + " of " + settings.rounds() + ": ProducerPerformance");
        Duration kafkaBefore = rig.kafkaCpu();
        sides.raw = rig.raw().run(settings.messages(), head());
        sides.rawKafka = rig.kafkaCpu().minus(kafkaBefore);
    }

    private void sluice(int round, Sides sides) {
        progress.accept("round " + round + " of " + settings.rounds() + ": Sluice");
        long storedBefore = rig.storedBySluice();
        Duration kafkaBefore = rig.kafkaCpu();
        Duration bridgeBefore = rig.bridge().cpuTime();
        var threadsBefore = ThreadTimes.of(rig.bridge().pid());
        try (var growth = Growth.of(rig::storedBySluice)) {
            sides.devices = rig.devices().run(settings.messages());
            sides.warmPerSecond = growth.perSecondAfter(head());
        }
        sides.bridgeThreads = ThreadTimes.of(rig.bridge().pid()).since(threadsBefore);
        sides.bridge = rig.bridge().cpuTime().minus(bridgeBefore);
        sides.kafka = rig.kafkaCpu().minus(kafkaBefore);
        sides.stored = rig.storedBySluice() - storedBefore;
    }

    private long head() {
        return settings.messages() / HEAD_PART;
    }

    /** What becomes known of a round, in either order. */
    private static final class Sides {
        private RawProducer.Result raw;
        private Duration rawKafka;
        private Devices.Result devices;
        private double warmPerSecond;
        private Duration bridge;
        private ThreadTimes bridgeThreads;
        private Duration kafka;
        private long stored;

        Duration ours() {
            return raw.cpu().plus(rawKafka).plus(devices.cpu()).plus(bridge).plus(kafka);
        }
    }
}
