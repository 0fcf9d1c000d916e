package dev.sluice.sandbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Medians over a peer's rounds; empty where its rounds have no such figure. */
record PeerMedian(List<Throughput> rounds) {

    OptionalDouble acknowledgedPerSecond() {
        return median(Throughput::acknowledgedPerSecond);
    }

    OptionalDouble inKafkaPerSecond() {
        return median(Throughput::inKafkaPerSecond);
    }

    /** CPU seconds per million messages, of all the peer's processes. */
    OptionalDouble peer() {
        return median(round -> OptionalDouble.of(round.peerPerMillion()));
    }

    /** CPU seconds per million messages, of one process. */
    OptionalDouble process(String name) {
        return perMillion(round -> Optional.ofNullable(round.processes().get(name)));
    }

    OptionalDouble kafka() {
        return perMillion(Throughput::kafka);
    }

    OptionalDouble devices() {
        return perMillion(Throughput::devices);
    }

    OptionalDouble others() {
        return median(round -> OptionalDouble.of(round.others()));
    }

    private OptionalDouble perMillion(Function<Throughput, Optional<Duration>> cpu) {
        return median(round -> cpu.apply(round)
                .map(used -> OptionalDouble.of(round.perMillion(used)))
                .orElse(OptionalDouble.empty()));
    }

    private OptionalDouble median(Function<Throughput, OptionalDouble> figure) {
        return median(rounds.stream().map(figure));
    }

    static OptionalDouble median(Stream<OptionalDouble> figures) {
        double[] sorted =
                figures.flatMapToDouble(OptionalDouble::stream).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
